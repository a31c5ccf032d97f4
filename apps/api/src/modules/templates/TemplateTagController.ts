import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Refuses, Returns, ReturnsList, ReturnsNothing, WorkspaceController } from '../../platform/http/routes.js';
import { ChangedTemplatesDto, CreateTemplateTagDto, TagTemplatesDto, TemplateTagDto, UpdateTemplateTagDto } from './TemplateTagDtos.js';
import { TemplateTags } from './TemplateTags.js';

@WorkspaceController('template-tags')
export class TemplateTagController {
  constructor(private readonly tags: TemplateTags) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('templates:read')
  @ReturnsList(TemplateTagDto)
  listTemplateTags(@Ctx() ctx: WorkspaceContext): Promise<TemplateTagDto[]> {
    return this.tags.list(ctx);
  }

  @Post()
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(TemplateTagDto, 201)
  @Refuses(409)
  createTemplateTag(@Ctx() ctx: WorkspaceContext, @Body() input: CreateTemplateTagDto): Promise<TemplateTagDto> {
    return this.tags.create(ctx, input);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(TemplateTagDto)
  @Refuses(409)
  updateTemplateTag(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateTemplateTagDto,
  ): Promise<TemplateTagDto> {
    return this.tags.update(ctx, id, input);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('templates:write')
  @ReturnsNothing()
  deleteTemplateTag(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.tags.delete(ctx, id);
  }

  @Post(':id/templates')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(ChangedTemplatesDto)
  tagTemplates(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: TagTemplatesDto,
  ): Promise<ChangedTemplatesDto> {
    return this.tags.tag(ctx, id, input);
  }
}
