import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, NeedsScope, Returns, ReturnsList, ReturnsNothing, WorkspaceController } from '../../platform/http/routes.js';
import { CreateViewDto, UpdateViewDto, ViewDto, ViewSummaryDto } from './ViewDtos.js';
import { ViewDefaults } from './ViewDefaults.js';
import { ViewService } from './ViewService.js';

@WorkspaceController('views')
export class ViewController {
  constructor(
    private readonly views: ViewService,
    private readonly defaults: ViewDefaults,
  ) {}

  /** The caller’s own and those that are shared, by name. */
  @Get()
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsList(ViewSummaryDto)
  listViews(@Ctx() ctx: WorkspaceContext): Promise<ViewSummaryDto[]> {
    return this.views.list(ctx);
  }

  @Post()
  @Allow('viewer')
  @NeedsScope('contacts:write')
  @Returns(ViewDto, 201)
  createView(@Ctx() ctx: WorkspaceContext, @Body() input: CreateViewDto): Promise<ViewDto> {
    return this.views.create(ctx, input);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @Returns(ViewDto)
  getView(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ViewDto> {
    return this.views.get(ctx, id);
  }

  @Patch(':id')
  @Allow('viewer')
  @NeedsScope('contacts:write')
  @Returns(ViewDto)
  updateView(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: UpdateViewDto): Promise<ViewDto> {
    return this.views.update(ctx, id, input);
  }

  @Delete(':id')
  @Allow('viewer')
  @NeedsScope('contacts:write')
  @ReturnsNothing()
  deleteView(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.views.delete(ctx, id);
  }

  /** Brings a deleted view back, for 30 days. */
  @Post(':id/restore')
  @Allow('viewer')
  @NeedsScope('contacts:write')
  @Returns(ViewDto)
  restoreView(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ViewDto> {
    return this.views.restore(ctx, id);
  }

  /** The contact table opens with it for the caller, instead of with the one so far. */
  @Post(':id/default')
  @Allow('viewer')
  @NeedsScope('contacts:write')
  @ReturnsNothing()
  makeDefaultView(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.defaults.choose(ctx, id);
  }

  @Delete(':id/default')
  @Allow('viewer')
  @NeedsScope('contacts:write')
  @ReturnsNothing()
  dropDefaultView(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.defaults.drop(ctx, id);
  }
}
