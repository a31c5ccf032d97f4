import { Injectable } from '@nestjs/common';
import { displayName, type TimelineType } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../platform/database/sql.js';
import { presentEntry } from './presentEntry.js';
import { entryColumns } from './TimelineRepository.js';
import type { TimelineRow } from './timelineTypes.js';

/** An entry with whom it is about, for those who read it without the page of the contact. */
export interface ExportedEntry {
  readonly id: string;
  readonly contactId: string;
  readonly contactName: string;
  readonly contactEmail: string | null;
  readonly type: TimelineType;
  readonly title: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly status: string | null;
  readonly timestamp: string;
  readonly actorName: string | null;
}

export interface EntrySelection {
  readonly contactId: string | null;
  readonly types: readonly string[];
  /** UTC, the first within and the second without. */
  readonly from: string | null;
  readonly to: string | null;
}

interface Row extends TimelineRow {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

/** Entries in the order of their ids, for whoever goes through all of them. Those of contacts in the trash are left out. */
@Injectable()
export class TimelineExportService {
  async page(ctx: WorkspaceContext, selection: EntrySelection, after: string | null, limit: number): Promise<ExportedEntry[]> {
    const rows = await queryRowsAside<Row>(
      ctx.manager,
      sql`SELECT ${entryColumns}, c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company
          FROM ${entriesOf(ctx, selection)} ${sql.if(after, sql`AND t.id > ${after}`)} ORDER BY t.id LIMIT ${limit}`,
    );
    return rows.map(({ firstName, lastName, primaryEmail, primaryPhone, company, ...row }) => ({
      ...presentEntry(ctx, row),
      contactName: displayName({ firstName, lastName, primaryEmail, primaryPhone, company }),
      contactEmail: primaryEmail,
    }));
  }

  async count(ctx: WorkspaceContext, selection: EntrySelection): Promise<number> {
    const [row] = await queryRowsAside<{ n: number | string }>(ctx.manager, sql`SELECT COUNT(*) AS n FROM ${entriesOf(ctx, selection)}`);
    return Number(row?.n ?? 0);
  }
}

function entriesOf(ctx: WorkspaceContext, { contactId, types, from, to }: EntrySelection): ReturnType<typeof sql> {
  return sql`communication_logs t JOIN base_contacts c ON c.id = t.contact_id AND c.deleted_at IS NULL
    WHERE t.workspace_id = ${ctx.workspaceId} AND t.deleted_at IS NULL ${sql.if(contactId, sql`AND t.contact_id = ${contactId}`)} ${sql.if(types.length > 0, () => sql`AND t.type IN (${sql.list(types)})`)}
      ${sql.if(from, sql`AND t.timestamp >= ${from}`)} ${sql.if(to, sql`AND t.timestamp < ${to}`)}`;
}
