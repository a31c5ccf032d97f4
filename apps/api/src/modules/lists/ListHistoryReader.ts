import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { decodeCursor, toPage } from '../../platform/database/keyset.js';
import { queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { Page } from '../../platform/http/Page.js';
import { ContactService } from '../contacts/ContactService.js';
import type { ListCause } from './listCause.js';
import type { ListEvent, ListHistoryEntryDto, ListHistoryQuery } from './ListDtos.js';
import { ListMembershipService } from './ListMembershipService.js';

interface HistoryRow {
  readonly id: string;
  /** Its place among what happened at one moment. */
  readonly kind: number;
  readonly at: string;
  readonly contactId: string;
  readonly listId: string;
  readonly listName: string;
  readonly isStage: boolean | number;
  readonly cause: ListCause | null;
  readonly causeName: string | null;
  readonly actorName: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

/** One of the places where the history is kept. Each of them has its rows in order of their moment in an index. */
interface Source {
  readonly kind: number;
  readonly event: ListEvent;
  readonly table: 'contact_list_assignments' | 'list_stays';
  readonly id: string;
  /** Its columns: the moment, and why, by whom and as part of what. */
  readonly at: string;
  readonly cause: string;
}

/** The newest first: of what happened at one moment, the end of a stay comes after its beginning. */
const SOURCES: readonly Source[] = [
  { kind: 0, event: 'joined', table: 'list_stays', id: 'id', at: 'joined_at', cause: 'joined' },
  { kind: 1, event: 'left', table: 'list_stays', id: 'id', at: 'left_at', cause: 'left' },
  { kind: 2, event: 'joined', table: 'contact_list_assignments', id: '', at: 'assigned_at', cause: 'added' },
];

/**
 * Who joined and left lists: who is on a list says when and why they came, and who was has left both behind. So nothing is written twice,
 * and an import of a million people onto a list costs no further row.
 */
@Injectable()
export class ListHistoryReader {
  constructor(
    private readonly memberships: ListMembershipService,
    private readonly contacts: ContactService,
  ) {}

  async ofList(ctx: WorkspaceContext, listId: string, query: ListHistoryQuery): Promise<Page<ListHistoryEntryDto>> {
    await this.memberships.requireList(ctx, listId);
    return this.page(ctx, { of: sql`h.list_id = ${listId}`, id: 'contact_id' }, query);
  }

  async ofContact(ctx: WorkspaceContext, contactId: string, query: ListHistoryQuery): Promise<Page<ListHistoryEntryDto>> {
    await this.contacts.require(ctx, contactId);
    return this.page(ctx, { of: sql`h.contact_id = ${contactId}`, id: 'list_id' }, query);
  }

  private async page(
    ctx: WorkspaceContext,
    about: { readonly of: SqlFragment; readonly id: string },
    { event, cursor, limit }: ListHistoryQuery,
  ): Promise<Page<ListHistoryEntryDto>> {
    const sources = SOURCES.filter((source) => event === undefined || source.event === event);
    const found = await Promise.all(sources.map((source) => this.read(ctx, source, about, { cursor, limit })));
    return toPage(
      found.flat().sort(newestFirst),
      limit,
      (row) => [row.at, row.id, row.kind],
      (row) => present(row),
    );
  }

  private read(
    ctx: WorkspaceContext,
    source: Source,
    { of, id }: { readonly of: SqlFragment; readonly id: string },
    { cursor, limit }: { cursor: string | undefined; limit: number },
  ): Promise<HistoryRow[]> {
    const [at, key] = [sql.raw(`h.${source.at}`), sql.raw(`h.${source.id || id}`)];
    const cause = (part: string): SqlFragment => sql.raw(`h.${source.cause}_${part}`);
    return queryRowsAside<HistoryRow>(
      ctx.manager,
      sql`SELECT ${key} AS id, ${sql.raw(String(source.kind))} AS kind, ${at} AS at, h.contact_id AS "contactId", h.list_id AS "listId", l.name AS "listName", l.is_primary AS "isStage",
            ${cause('via')} AS cause, ${causeName(cause)} AS "causeName", (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = ${actorId(cause)}) AS "actorName",
            c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company
          FROM ${sql.raw(source.table)} h JOIN contact_lists l ON l.id = h.list_id JOIN base_contacts c ON c.id = h.contact_id
          WHERE ${of} AND l.workspace_id || '' = ${ctx.workspaceId} AND l.deleted_at IS NULL ${afterPlace(source.kind, at, key, cursor)}
          ORDER BY ${at} DESC, ${key} DESC LIMIT ${limit + 1}`,
    );
  }
}

/** The file of an import, or the name of an API key. */
function causeName(cause: (part: string) => SqlFragment): SqlFragment {
  return sql`CASE ${cause('via')} WHEN 'form' THEN (SELECT f.name FROM subscription_forms f WHERE f.id = ${cause('ref')} AND f.workspace_id = l.workspace_id)
               WHEN 'import' THEN (SELECT i.file_name FROM import_jobs i WHERE i.id = ${cause('ref')} AND i.workspace_id = l.workspace_id AND i.deleted_at IS NULL)
    WHEN 'api' THEN (SELECT k.description FROM api_keys k WHERE k.id = ${cause('ref')} AND k.workspace_id = l.workspace_id) END`;
}

/** An import runs as a job: it is done by whoever started it. */
function actorId(cause: (part: string) => SqlFragment): SqlFragment {
  return sql`COALESCE(${cause('by')}, CASE ${cause('via')} WHEN 'import' THEN (SELECT i.user_id FROM import_jobs i WHERE i.id = ${cause('ref')} AND i.workspace_id = l.workspace_id) END)`;
}

/** The rows of one kind behind a place that may be a row of another. */
function afterPlace(kind: number, at: SqlFragment, key: SqlFragment, cursor: string | undefined): SqlFragment {
  if (cursor === undefined) return sql.empty;
  const [lastAt = '', lastKey = '', lastKind = 0] = decodeCursor(cursor, ['text', 'text', 'number']);
  const comparison = sql.raw(kind < Number(lastKind) ? '<=' : '<');
  return sql`AND (${at}, ${key}) ${comparison} (${lastAt}, ${lastKey})`;
}

function newestFirst(a: HistoryRow, b: HistoryRow): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  if (a.id !== b.id) return a.id < b.id ? 1 : -1;
  return b.kind - a.kind;
}

function present({ id, kind, isStage, firstName, lastName, primaryEmail, primaryPhone, company, ...row }: HistoryRow): ListHistoryEntryDto {
  const event = SOURCES[kind]?.event ?? 'joined';
  const contactName = displayName({ firstName, lastName, primaryEmail, primaryPhone, company });
  return { ...row, id: `${event}-${kind}-${id}`, event, isStage: Boolean(isStage), contactName };
}
