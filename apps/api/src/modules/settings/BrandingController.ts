import { Body, Controller, Delete, Get, Param, Post, Put, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { RawResponse } from '../../platform/http/EnvelopeInterceptor.js';
import { Allow, NeedsScope, Public, Returns, WorkspaceController } from '../../platform/http/routes.js';
import { BrandingService } from './BrandingService.js';
import { UploadedLogo } from './LogoUpload.js';
import { BrandingDto, UpdateBrandingDto } from './SettingsDtos.js';

@WorkspaceController('branding')
export class BrandingController {
  constructor(private readonly branding: BrandingService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('workspace:read')
  @Returns(BrandingDto)
  getBranding(@Ctx() ctx: WorkspaceContext): Promise<BrandingDto> {
    return this.branding.get(ctx);
  }

  @Put()
  @Allow('admin')
  @NeedsScope('workspace:write')
  @Returns(BrandingDto)
  updateBranding(@Ctx() ctx: WorkspaceContext, @Body() input: UpdateBrandingDto): Promise<BrandingDto> {
    return this.branding.setColour(ctx, input.colour);
  }

  @Post('logo')
  @Allow('admin')
  @NeedsScope('workspace:write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  @Returns(BrandingDto)
  uploadLogo(@Ctx() ctx: WorkspaceContext, @UploadedLogo() open: () => Promise<Buffer>): Promise<BrandingDto> {
    return this.branding.setLogo(ctx, open);
  }

  @Delete('logo')
  @Allow('admin')
  @NeedsScope('workspace:write')
  @Returns(BrandingDto)
  removeLogo(@Ctx() ctx: WorkspaceContext): Promise<BrandingDto> {
    return this.branding.removeLogo(ctx);
  }
}

/** Images that mail shows: no session, no script, and the same bytes for ever under one address. */
const IMAGE_HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'content-security-policy': "default-src 'none'; sandbox",
  // Webmail shows them on its own pages.
  'cross-origin-resource-policy': 'cross-origin',
} as const;

@ApiExcludeController()
@Controller('media')
@RawResponse()
export class MediaController {
  constructor(private readonly branding: BrandingService) {}

  @Get(':id')
  @Public()
  async showImage(@Ctx() ctx: Context, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    answer(reply, await this.branding.findPublicImage(ctx, id));
  }
}

function answer(reply: FastifyReply, image: { contentType: string; content: Buffer } | null): void {
  if (image) void reply.headers(IMAGE_HEADERS).header('content-type', image.contentType).send(image.content);
  else
    void reply
      .status(404)
      .header('cache-control', 'no-store')
      .header('content-type', 'text/plain; charset=utf-8')
      .send('There is no such image.');
}
