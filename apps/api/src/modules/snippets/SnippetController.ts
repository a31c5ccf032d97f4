import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, ReturnsList, WorkspaceController } from '../../platform/http/routes.js';
import { ChangesVersion, IfMatch, Versioned } from '../../platform/http/versions.js';
import {
  CreateSnippetDto,
  DeletedSnippetDto,
  SnippetDto,
  SnippetQuery,
  SnippetSummaryDto,
  SnippetVersionDto,
  SnippetVersionSummaryDto,
  UpdateSnippetDto,
} from './SnippetDtos.js';
import { SnippetService } from './SnippetService.js';
import { SnippetVersions } from './SnippetVersions.js';

@WorkspaceController('snippets')
export class SnippetController {
  constructor(
    private readonly snippets: SnippetService,
    private readonly versions: SnippetVersions,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('templates:read')
  @ReturnsList(SnippetSummaryDto)
  listSnippets(@Ctx() ctx: WorkspaceContext, @Query() query: SnippetQuery): Promise<SnippetSummaryDto[]> {
    return this.snippets.list(ctx, query);
  }

  @Post()
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(SnippetDto, 201)
  createSnippet(@Ctx() ctx: WorkspaceContext, @Body() input: CreateSnippetDto): Promise<SnippetDto> {
    return this.snippets.create(ctx, input);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('templates:read')
  @Returns(SnippetDto)
  @Versioned()
  getSnippet(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SnippetDto> {
    return this.snippets.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(SnippetDto)
  @ChangesVersion()
  updateSnippet(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: UpdateSnippetDto,
  ): Promise<SnippetDto> {
    return this.snippets.update(ctx, id, input);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(DeletedSnippetDto)
  @ChangesVersion()
  deleteSnippet(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number | null,
  ): Promise<DeletedSnippetDto> {
    return this.snippets.trash(ctx, id, version);
  }

  @Post(':id/restore')
  @Allow('author')
  @NeedsScope('templates:write')
  @Returns(SnippetDto)
  restoreSnippet(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SnippetDto> {
    return this.snippets.restore(ctx, id);
  }

  @Get(':id/versions')
  @Allow('viewer')
  @NeedsScope('templates:read')
  @ReturnsList(SnippetVersionSummaryDto)
  listSnippetVersions(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<SnippetVersionSummaryDto[]> {
    return this.versions.list(ctx, id);
  }

  @Get(':id/versions/:snippetVersionId')
  @Allow('viewer')
  @NeedsScope('templates:read')
  @Returns(SnippetVersionDto)
  getSnippetVersion(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('snippetVersionId', ParseUUIDPipe) versionId: string,
  ): Promise<SnippetVersionDto> {
    return this.versions.get(ctx, id, versionId);
  }
}
