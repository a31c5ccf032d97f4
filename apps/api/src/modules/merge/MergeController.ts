import { Body, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, ReadOnly, Refuses, Returns, ReturnsPage, StepUp, WorkspaceController } from '../../platform/http/routes.js';
import { ListMergesQuery, MergeContactsDto, MergeDto, MergePreviewDto, MergePreviewRequestDto } from './MergeDtos.js';
import { MergeHistoryService } from './MergeHistoryService.js';
import { MergePreviewService } from './MergePreviewService.js';
import { MergeService } from './MergeService.js';
import { UnmergeService } from './UnmergeService.js';

@WorkspaceController('merges')
export class MergeController {
  constructor(
    private readonly merges: MergeService,
    private readonly previews: MergePreviewService,
    private readonly unmerges: UnmergeService,
    private readonly history: MergeHistoryService,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(MergeDto)
  listMerges(@Ctx() ctx: WorkspaceContext, @Query() query: ListMergesQuery): Promise<Page<MergeDto>> {
    return this.history.list(ctx, query);
  }

  @Post('preview')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReadOnly()
  @Refuses(404)
  @Returns(MergePreviewDto)
  previewMerge(@Ctx() ctx: WorkspaceContext, @Body() input: MergePreviewRequestDto): Promise<MergePreviewDto> {
    return this.previews.preview(ctx, input);
  }

  @Post()
  @Allow('author')
  @NeedsScope('contacts:write')
  @StepUp()
  @Refuses(404, 412)
  @Returns(MergeDto, 201)
  async mergeContacts(@Ctx() ctx: WorkspaceContext, @Body() input: MergeContactsDto): Promise<MergeDto> {
    return this.history.get(ctx, await this.merges.merge(ctx, input));
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(MergeDto)
  getMerge(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<MergeDto> {
    return this.history.get(ctx, id);
  }

  @Post(':id/undo')
  @Allow('author')
  @NeedsScope('contacts:write')
  @Returns(MergeDto)
  async undoMerge(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<MergeDto> {
    await this.unmerges.undo(ctx, id);
    return this.history.get(ctx, id);
  }
}
