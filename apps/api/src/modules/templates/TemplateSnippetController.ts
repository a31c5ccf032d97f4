import { Body, Get, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Refuses, Returns, ReturnsList, WorkspaceController } from '../../platform/http/routes.js';
import { RenewImageDto, RenewSnippetsDto, SnippetUseDto, TemplateDto } from './TemplateDtos.js';
import { TemplatePictures } from './TemplatePictures.js';
import { TemplateSnippets } from './TemplateSnippets.js';

@WorkspaceController('')
export class TemplateSnippetController {
  constructor(
    private readonly snippets: TemplateSnippets,
    private readonly images: TemplatePictures,
  ) {}

  @Get('snippets/:id/uses')
  @Allow('viewer')
  @NeedsScope('templates:read')
  @ReturnsList(SnippetUseDto)
  listSnippetUses(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SnippetUseDto[]> {
    return this.snippets.uses(ctx, id);
  }

  @Post('templates/:id/renew-snippets')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(TemplateDto)
  @Refuses(409)
  renewTemplateSnippets(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RenewSnippetsDto,
  ): Promise<TemplateDto> {
    return this.snippets.renew(ctx, id, input);
  }

  @Post('templates/:id/renew-image')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(TemplateDto)
  @Refuses(409)
  renewTemplateImage(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: RenewImageDto,
  ): Promise<TemplateDto> {
    return this.images.renew(ctx, id, input);
  }
}
