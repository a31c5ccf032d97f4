import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { personalOfColumn } from '@rapport/common';
import type { Page } from '../../platform/http/Page.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { ContactSummaryDto, ListContactsQuery } from './ContactDtos.js';
import { unknownSort } from './contactErrors.js';
import { fieldSort, isContactSort, type SortOrder, sortOrder } from './contactSorts.js';
import type { ContactFilter } from './contactFilters.js';
import { ContactListReader } from './ContactListReader.js';
import { ContactPartReferences } from './ContactPartReferences.js';
import { ContactQueryService } from './ContactQueryService.js';
import { ContactRepository } from './ContactRepository.js';
import type { ContactRow } from './contactRows.js';
import { FoundPlaces } from './FoundPlaces.js';
import { groupBy } from '../../platform/collections/groupBy.js';
import { presentSummary } from './presentContact.js';
import type { ContactQuery } from './query/ContactQuery.js';

/** A row of a table has no room for more, and a contact may be on hundreds. */
const LISTS_SHOWN = 5;

/** The table of contacts: whom a filter means, how many they are, and what a row shows. */
@Injectable()
export class ContactTable {
  constructor(
    private readonly reader: ContactListReader,
    private readonly queries: ContactQueryService,
    private readonly contacts: ContactRepository,
    private readonly workspaces: WorkspaceService,
    private readonly parts: ContactPartReferences,
    private readonly places: FoundPlaces,
  ) {}

  async list(ctx: WorkspaceContext, query: ListContactsQuery): Promise<Page<ContactSummaryDto>> {
    const { sort, fields, limit, cursor, ...asked } = query;
    const order = await this.orderOf(ctx, sort);
    const page = await this.reader.list(ctx, { query: await this.queryOf(ctx, asked), order, limit, cursor });
    const ids = page.items.map(({ id }) => id);
    const names = [...new Set((fields ?? '').split(',').map((name) => name.trim()))].filter(Boolean);
    const own = names.filter((name) => personalOfColumn(name) !== null);
    const shared = names.filter((name) => !own.includes(name));
    const values = shared.length === 0 ? null : await this.parts.customFields.loadMany(ctx, ids, shared);
    const personal = own.length === 0 ? null : await this.parts.personalFields.loadMany(ctx, ids, own);
    const summaries = await this.summarize(ctx, page.items);
    const places = await this.places.of(ctx, asked.search, page.items);
    const items = summaries.map((row) => {
      const foundIn = places.get(row.id);
      return { ...row, fields: { ...values?.get(row.id), ...personal?.get(row.id) }, ...(foundIn ? { foundIn } : {}) };
    });
    return { items, nextCursor: page.nextCursor };
  }

  /** As the rows of the table, in the given order. */
  async present(ctx: WorkspaceContext, rows: readonly ContactRow[]): Promise<ContactSummaryDto[]> {
    return (await this.summarize(ctx, rows)).map((row) => ({ ...row, fields: {} }));
  }

  async count(ctx: WorkspaceContext, filter: ContactFilter): Promise<{ count: number }> {
    return { count: await this.reader.count(ctx, await this.queryOf(ctx, filter)) };
  }

  /** The filter with its days read where the workspace is. */
  async inUtc(ctx: WorkspaceContext, filter: ContactFilter): Promise<ContactFilter> {
    const { createdAfter, createdBefore } = filter;
    if (createdAfter === undefined && createdBefore === undefined) return filter;
    const [after, before] = [await this.workspaces.momentOf(ctx, createdAfter), await this.workspaces.momentOf(ctx, createdBefore)];
    return { ...filter, createdAfter: after, createdBefore: before };
  }

  private async orderOf(ctx: WorkspaceContext, sort: string): Promise<SortOrder> {
    if (isContactSort(sort)) return sortOrder(sort);
    const byField = fieldSort(sort);
    if (byField === null) throw unknownSort();
    const fields = byField.isPersonal ? this.parts.personalFields : this.parts.customFields;
    return { ...(await fields.order(ctx, byField.fieldName)), direction: byField.direction, isIndexed: false };
  }

  private async queryOf(ctx: WorkspaceContext, filter: ContactFilter): Promise<ContactQuery> {
    return this.queries.ofReader(ctx, await this.inUtc(ctx, filter));
  }

  /** Summaries in the order of the rows, with one query for all their lists. */
  private async summarize(ctx: WorkspaceContext, rows: readonly ContactRow[]): Promise<Omit<ContactSummaryDto, 'fields'>[]> {
    const memberships = await this.contacts.listMemberships(
      ctx,
      rows.map((row) => row.id),
      LISTS_SHOWN,
    );
    const byContact = groupBy(memberships, (membership) => membership.contactId);
    return rows.map((row) => presentSummary(row, byContact.get(row.id) ?? []));
  }
}
