import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { ContactSelectionDto } from './bulk/BulkDtos.js';
import { BulkSelection } from './bulk/BulkSelection.js';
import { ContactListReader } from './ContactListReader.js';
import { ContactPointRepository, type StoredPoint } from './ContactPointRepository.js';
import { ContactQueryService } from './ContactQueryService.js';
import { ContactRepository, type ListMembership } from './ContactRepository.js';
import { contactColumns, type ContactRow } from './contactRows.js';
import { groupBy } from '../../platform/collections/groupBy.js';

export interface SelectedContact {
  readonly row: ContactRow;
  readonly points: readonly StoredPoint[];
  readonly memberships: readonly ListMembership[];
}

/** Chosen contacts in the order of their ids, for modules that go through all of them. */
@Injectable()
export class ContactSelectionService {
  constructor(
    private readonly selection: BulkSelection,
    private readonly queries: ContactQueryService,
    private readonly reader: ContactListReader,
    private readonly contacts: ContactRepository,
    private readonly points: ContactPointRepository,
  ) {}

  /** As it is stored. Throws 422 unless it names either contacts or a filter that can be understood. */
  async read(ctx: WorkspaceContext, selection: ContactSelectionDto): Promise<ContactSelectionDto> {
    const { contactIds, filter } = await this.selection.read(ctx, selection);
    if (contactIds) return { contactIds: [...contactIds].sort() };
    await this.queries.ofFilter(ctx, filter ?? {});
    return { filter: filter ?? {} };
  }

  async count(ctx: WorkspaceContext, { contactIds, filter }: ContactSelectionDto): Promise<number> {
    return contactIds?.length ?? this.reader.count(ctx, await this.queries.ofFilter(ctx, filter ?? {}));
  }

  /**
   * The next of those that are there now, at most `limit`, and behind which id it goes on; null at the end. A named contact is read wherever it
   * is, the trash included.
   */
  async page(
    ctx: WorkspaceContext,
    selection: ContactSelectionDto,
    { after, upTo, limit }: { after: string | null; upTo: string; limit: number },
  ): Promise<{ contacts: SelectedContact[]; next: string | null }> {
    const named = selection.contactIds?.filter((id) => id > (after ?? '')).slice(0, limit);
    const rows = await queryRowsAside<ContactRow>(
      ctx.manager,
      sql`SELECT ${contactColumns} FROM base_contacts c WHERE ${await this.selectedOnes(ctx, selection, named)} ${sql.if(after, sql`AND c.id > ${after}`)} AND c.id <= ${upTo} ORDER BY c.id LIMIT ${limit}`,
    );
    // Named ones that are gone leave a page that is not full.
    const looked = named ?? rows.map(({ id }) => id);
    return { contacts: await this.complete(ctx, rows), next: looked.length === limit ? (looked.at(-1) ?? null) : null };
  }

  private async selectedOnes(
    ctx: WorkspaceContext,
    { filter }: ContactSelectionDto,
    named: readonly string[] | undefined,
  ): Promise<SqlFragment> {
    if (named) return sql`c.workspace_id = ${ctx.workspaceId} AND c.id IN (${sql.list(named)})`;
    return (await this.queries.ofFilter(ctx, filter ?? {})).where;
  }

  private async complete(ctx: WorkspaceContext, rows: readonly ContactRow[]): Promise<SelectedContact[]> {
    const ids = rows.map(({ id }) => id);
    const points = groupBy(await this.points.listOf(ctx, ids), ({ contactId }) => contactId);
    const memberships = groupBy(await this.contacts.listMemberships(ctx, ids), ({ contactId }) => contactId);
    return rows.map((row) => ({ row, points: points.get(row.id) ?? [], memberships: memberships.get(row.id) ?? [] }));
  }
}
