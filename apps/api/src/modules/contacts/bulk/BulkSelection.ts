import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { ContactListReader } from '../ContactListReader.js';
import { badSelection } from '../contactErrors.js';
import { ContactQueryService } from '../ContactQueryService.js';
import { ContactTable } from '../ContactTable.js';
import type { BulkRecord } from './BulkAction.js';
import type { ContactSelectionDto } from './BulkDtos.js';

/** Whose turn it is in a bulk action: the contacts that were named, or those that match. */
@Injectable()
export class BulkSelection {
  constructor(
    private readonly reader: ContactListReader,
    private readonly queries: ContactQueryService,
    private readonly table: ContactTable,
  ) {}

  /** As it is stored: each contact that was named once, or the filter with its days read where the workspace is. */
  async read(ctx: WorkspaceContext, { contactIds, filter }: ContactSelectionDto): Promise<ContactSelectionDto> {
    if (contactIds && !filter) return { contactIds: [...new Set(contactIds)] };
    if (!filter || contactIds) throw badSelection();
    const asked = await this.table.inUtc(ctx, filter);
    // What cannot be asked is refused now, and not by the work that begins later.
    await this.queries.ofFilter(ctx, asked);
    return { filter: asked };
  }

  /** The next `size`. Read before the transaction, and beside everyone else: what has changed meanwhile, the action itself looks at again. */
  async next(ctx: WorkspaceContext, record: BulkRecord, size: number): Promise<{ chosen: string[]; isLast: boolean }> {
    const { selection, processed, cursorId, upToId } = record;
    if (selection.contactIds) {
      const chosen = selection.contactIds.slice(processed, processed + size);
      return { chosen, isLast: processed + chosen.length >= selection.contactIds.length };
    }
    const chosen = await this.reader.listIds(ctx, await this.queries.ofFilter(ctx, selection.filter ?? {}), {
      after: cursorId,
      upTo: upToId,
      limit: size,
    });
    return { chosen, isLast: chosen.length < size };
  }

  /** How many there are in all. Those that are changed already may not match any more: they are counted as well. */
  async count(ctx: WorkspaceContext, { selection, processed }: BulkRecord): Promise<number> {
    const matching = await this.reader.count(ctx, await this.queries.ofFilter(ctx, selection.filter ?? {}));
    return matching + processed;
  }
}
