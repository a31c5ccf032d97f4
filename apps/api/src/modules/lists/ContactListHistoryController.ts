import { Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import type { Page } from '../../platform/http/Page.js';
import { Allow, NeedsScope, ReturnsPage, WorkspaceController } from '../../platform/http/routes.js';
import { ListHistoryEntryDto, ListHistoryQuery } from './ListDtos.js';
import { ListHistoryReader } from './ListHistoryReader.js';

@WorkspaceController('contacts')
export class ContactListHistoryController {
  constructor(private readonly history: ListHistoryReader) {}

  /** The lists that a contact joined and left, newest first. */
  @Get(':id/list-history')
  @Allow('viewer')
  @NeedsScope('contacts:read')
  @ReturnsPage(ListHistoryEntryDto)
  listHistoryOfContact(
    @Ctx() ctx: WorkspaceContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ListHistoryQuery,
  ): Promise<Page<ListHistoryEntryDto>> {
    return this.history.ofContact(ctx, id, query);
  }
}
