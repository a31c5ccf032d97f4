import { Body, Controller, Delete, Get, Header, Headers, Param, ParseUUIDPipe, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { RawResponse } from '../../platform/http/EnvelopeInterceptor.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Public, Refuses, Returns, ReturnsList, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { ChangesVersion, Versioned } from '../../platform/http/versions.js';
import { DeletedImageDto, ImageDto, ImageQuery, ImageRoomDto, ImageUseDto, UpdateImageDto, UploadedImageDto } from './ImageDtos.js';
import { ImageReplacements } from './ImageReplacements.js';
import { ImageService } from './ImageService.js';
import { type OpenImage, UploadedImage } from './ImageUploads.js';
import { PublicImages, type ServedImage } from './PublicImages.js';

@WorkspaceController('images')
export class ImageController {
  constructor(
    private readonly images: ImageService,
    private readonly replacements: ImageReplacements,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('templates:read')
  @ReturnsPage(ImageDto)
  listImages(@Ctx() ctx: WorkspaceContext, @Query() query: ImageQuery): Promise<Page<ImageDto>> {
    return this.images.list(ctx, query);
  }

  @Get('room')
  @Allow('viewer')
  @NeedsScope('templates:read')
  @Returns(ImageRoomDto)
  getImageRoom(@Ctx() ctx: WorkspaceContext): Promise<ImageRoomDto> {
    return this.images.room(ctx);
  }

  @Post()
  @Allow('author')
  @NeedsScope('templates:write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  @Returns(UploadedImageDto, 201)
  @Refuses(409)
  uploadImage(@Ctx() ctx: WorkspaceContext, @UploadedImage() open: OpenImage): Promise<UploadedImageDto> {
    return this.images.upload(ctx, open);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('templates:read')
  @Returns(ImageDto)
  @Versioned()
  getImage(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ImageDto> {
    return this.images.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(ImageDto)
  @ChangesVersion()
  updateImage(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: UpdateImageDto): Promise<ImageDto> {
    return this.images.update(ctx, id, input);
  }

  @Post(':id/picture')
  @Allow('author')
  @NeedsScope('templates:write')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } })
  @Returns(ImageDto)
  @Refuses(409)
  replaceImage(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @UploadedImage() open: OpenImage): Promise<ImageDto> {
    return this.replacements.replace(ctx, id, open);
  }

  @Get(':id/uses')
  @Allow('viewer')
  @NeedsScope('templates:read')
  @ReturnsList(ImageUseDto)
  listImageUses(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ImageUseDto[]> {
    return this.images.uses(ctx, id);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(DeletedImageDto)
  deleteImage(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<DeletedImageDto> {
    return this.images.trash(ctx, id);
  }

  @Post(':id/restore')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(ImageDto)
  restoreImage(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ImageDto> {
    return this.images.restore(ctx, id);
  }
}

/** Images that mail shows: no session, no script, and the same picture for ever under one address. */
@ApiExcludeController()
@Controller('a')
@RawResponse()
export class PublicImageController {
  constructor(private readonly images: PublicImages) {}

  @Get(':token')
  @Public()
  @Header('vary', 'Accept')
  async showLibraryImage(
    @Ctx() ctx: Context,
    @Param('token') token: string,
    @Headers('accept') accept: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    answer(reply, await this.images.open(ctx, token, takesWebp(accept) ? 'webp' : 'full'));
  }

  @Get(':token/small')
  @Public()
  async showSmallImage(@Ctx() ctx: Context, @Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    answer(reply, await this.images.open(ctx, token, 'small'));
  }
}

const IMAGE_HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'content-security-policy': "default-src 'none'; sandbox",
  // Webmail shows them on its own pages.
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/** Only who names it gets it: Outlook says that it takes everything, and shows no WebP. */
function takesWebp(accept: string | undefined): boolean {
  return /(?:^|,)\s*image\/webp\s*(?:,|$|;(?!\s*q=0(?:\.0*)?\s*(?:,|$)))/i.test(accept ?? '');
}

function answer(reply: FastifyReply, image: ServedImage | null): void {
  if (image) void reply.headers({ ...IMAGE_HEADERS, 'content-type': image.contentType, 'content-length': image.bytes }).send(image.stream);
  else
    void reply
      .status(404)
      .headers({ 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' })
      .send('There is no such image.');
}
