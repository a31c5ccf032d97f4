import { Body, Delete, Get, Param, ParseUUIDPipe, Patch, Post, Put, Query } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, Returns, ReturnsList, ReturnsNothing, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { ChangesVersion, IfMatch, Versioned } from '../../platform/http/versions.js';
import {
  CreateListDto,
  ListAffectedDto,
  ListContactIdsDto,
  ListDto,
  ListHistoryEntryDto,
  ListHistoryQuery,
  OrderStagesDto,
  UpdateListDto,
} from './ListDtos.js';
import { ListHistoryReader } from './ListHistoryReader.js';
import { ListMembershipService } from './ListMembershipService.js';
import { ListService } from './ListService.js';

@WorkspaceController('lists')
export class ListController {
  constructor(
    private readonly lists: ListService,
    private readonly memberships: ListMembershipService,
    private readonly history: ListHistoryReader,
  ) {}

  @Get()
  @Allow('viewer')
  @NeedsScope('lists:read')
  @ReturnsList(ListDto)
  listLists(@Ctx() ctx: WorkspaceContext): Promise<ListDto[]> {
    return this.lists.list(ctx);
  }

  @Post()
  @Allow('author')
  @NeedsScope('lists:write')
  @Returns(ListDto, 201)
  createList(@Ctx() ctx: WorkspaceContext, @Body() input: CreateListDto): Promise<ListDto> {
    return this.lists.create(ctx, input);
  }

  /** The stages of the board from left to right. */
  @Put('stage-order')
  @Allow('author')
  @NeedsScope('lists:write')
  @ReturnsNothing()
  orderStages(@Ctx() ctx: WorkspaceContext, @Body() { stageIds }: OrderStagesDto): Promise<void> {
    return this.lists.orderStages(ctx, stageIds);
  }

  @Get(':id')
  @Allow('viewer')
  @NeedsScope('lists:read')
  @Returns(ListDto)
  @Versioned()
  getList(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string): Promise<ListDto> {
    return this.lists.get(ctx, id);
  }

  @Patch(':id')
  @Allow('author')
  @NeedsScope('lists:write')
  @Returns(ListDto)
  @ChangesVersion()
  updateList(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @Body() input: UpdateListDto): Promise<ListDto> {
    return this.lists.update(ctx, id, input);
  }

  @Delete(':id')
  @Allow('author')
  @NeedsScope('lists:write')
  @ReturnsNothing()
  @ChangesVersion()
  deleteList(@Ctx() ctx: WorkspaceContext, @Param('id', ParseUUIDPipe) id: string, @IfMatch() version: number | null): Promise<void> {
    return this.lists.delete(ctx, id, version);
  }

  @Post(':id/contacts')
  @Allow('author')
  @NeedsScope('lists:write')
  @Returns(ListAffectedDto)
  addToList(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { contactIds }: ListContactIdsDto,
  ): Promise<ListAffectedDto> {
    return this.memberships.add(ctx, id, contactIds);
  }

  @Post(':id/contacts/remove')
  @Allow('author')
  @NeedsScope('lists:write')
  @Returns(ListAffectedDto)
  removeFromList(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { contactIds }: ListContactIdsDto,
  ): Promise<ListAffectedDto> {
    return this.memberships.remove(ctx, id, contactIds);
  }

  /** Who joined and left it, newest first. */
  @Get(':id/history')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(ListHistoryEntryDto)
  listHistory(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ListHistoryQuery,
  ): Promise<Page<ListHistoryEntryDto>> {
    return this.history.ofList(ctx, id, query);
  }
}
