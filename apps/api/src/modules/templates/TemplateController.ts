import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { type Page, PageQuery } from '../../platform/http/Page.js';
import { Allow, NeedsScope, ReadOnly, Returns, ReturnsList, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { ChangesVersion, IfMatch, Versioned } from '../../platform/http/versions.js';
import {
  CreateTemplateDto,
  DeletedTemplateDto,
  MergeTagDto,
  NameVersionDto,
  PreviewTemplateDto,
  TemplateDto,
  TemplatePreviewDto,
  TemplateQuery,
  TemplateSummaryDto,
  TemplateUseDto,
  TemplateVersionDto,
  TemplateVersionSummaryDto,
  UpdateTemplateDto,
} from './TemplateDtos.js';
import { TemplateRenderService } from './TemplateRenderService.js';
import { TemplateService } from './TemplateService.js';
import { ArchiveTemplatesDto, ChangedTemplatesDto } from './TemplateTagDtos.js';
import { TemplateUses } from './TemplateUses.js';
import { TemplateVersions } from './TemplateVersions.js';

@WorkspaceController('templates')
export class TemplateController {
  constructor(
    private readonly templates: TemplateService,
    private readonly versions: TemplateVersions,
    private readonly rendering: TemplateRenderService,
    private readonly usage: TemplateUses,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('templates:read')
  @ReturnsPage(TemplateSummaryDto)
  listTemplates(@Ctx() ctx: WorkspaceContext, @Query() query: TemplateQuery): Promise<Page<TemplateSummaryDto>> {
    return this.templates.list(ctx, query);
  }

  @Post()
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(TemplateDto, 201)
  createTemplate(@Ctx() ctx: WorkspaceContext, @Body() input: CreateTemplateDto): Promise<TemplateDto> {
    return this.templates.create(ctx, input);
  }

  @Post('preview')
  @Allow('viewer')
  @ReadOnly()
  @NeedsScope('templates:read', { contactId: 'contacts:read' })
  @Returns(TemplatePreviewDto)
  previewTemplate(@Ctx() ctx: WorkspaceContext, @Body() input: PreviewTemplateDto): Promise<TemplatePreviewDto> {
    return this.rendering.preview(ctx, input);
  }

  @Post('archive')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(ChangedTemplatesDto)
  archiveTemplates(@Ctx() ctx: WorkspaceContext, @Body() input: ArchiveTemplatesDto): Promise<ChangedTemplatesDto> {
    return this.usage.archive(ctx, input);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('templates:read')
  @Returns(TemplateDto)
  @Versioned()
  getTemplate(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<TemplateDto> {
    return this.templates.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(TemplateDto)
  @ChangesVersion()
  updateTemplate(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateTemplateDto,
  ): Promise<TemplateDto> {
    return this.templates.update(ctx, id, input);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(DeletedTemplateDto)
  @ChangesVersion()
  deleteTemplate(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number | null,
  ): Promise<DeletedTemplateDto> {
    return this.templates.trash(ctx, id, version);
  }

  @Post(':id/restore')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(TemplateDto)
  restoreTemplate(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<TemplateDto> {
    return this.templates.restore(ctx, id);
  }

  @Post(':id/duplicate')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(TemplateDto, 201)
  duplicateTemplate(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<TemplateDto> {
    return this.templates.duplicate(ctx, id);
  }

  @Get(':id/uses')
  @Allow('viewer')
  @NeedsScope('campaigns:read')
  @ReturnsPage(TemplateUseDto)
  listTemplateUses(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<Page<TemplateUseDto>> {
    return this.usage.list(ctx, id, query);
  }

  @Get(':id/versions')
  @Allow('viewer')
  @NeedsScope('templates:read')
  @ReturnsList(TemplateVersionSummaryDto)
  listTemplateVersions(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<TemplateVersionSummaryDto[]> {
    return this.versions.list(ctx, id);
  }

  @Get(':id/versions/:versionId')
  @Allow('viewer')
  @NeedsScope('templates:read')
  @Returns(TemplateVersionDto)
  getTemplateVersion(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
  ): Promise<TemplateVersionDto> {
    return this.versions.get(ctx, id, versionId);
  }

  @Patch(':id/versions/:versionId')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(TemplateVersionDto)
  nameTemplateVersion(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('versionId', ParseUUIDPipe) versionId: string,
    @Body() input: NameVersionDto,
  ): Promise<TemplateVersionDto> {
    return this.versions.name(ctx, id, versionId, input);
  }
}

@WorkspaceController('merge-tags')
export class MergeTagController {
  constructor(private readonly rendering: TemplateRenderService) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('templates:read')
  @ReturnsList(MergeTagDto)
  listMergeTags(@Ctx() ctx: WorkspaceContext): Promise<MergeTagDto[]> {
    return this.rendering.listMergeTags(ctx);
  }
}
