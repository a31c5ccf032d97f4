import { isDenseScript, signOf } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, isPostgres, queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import { type ContactSearch, matchesTerms, shortTermQuery, trigramQuery } from '../contacts/public.js';
import type { NoteWords } from './noteText.js';
import type { TimelineRow } from './timelineTypes.js';

export interface NewNoteText extends NoteWords {
  readonly entryId: string;
  readonly workspaceId: string;
}

export type FoundEntry = Pick<TimelineRow, 'id' | 'contactId' | 'type' | 'content' | 'timestamp'>;

export interface EntryToRead extends Pick<TimelineRow, 'id' | 'type' | 'content' | 'campaignId' | 'messageId'> {
  readonly workspaceId: string;
}

const COLUMNS = { text: sql.raw('n.text'), short: sql.raw('n.short'), isThere: sql.raw(`n.short <> ''`) };

/** The words of what people wrote on timelines, with the indexes that find them. */
@Injectable()
export class NoteTextRepository {
  /** Of an entry that has words already they are replaced, or kept: they may be newer. */
  async insert(
    ctx: Pick<Context, 'manager'>,
    { entryId, workspaceId, text, short }: NewNoteText,
    known: 'replace' | 'keep',
  ): Promise<void> {
    const isOnPostgres = isPostgres(ctx.manager);
    const row = await queryOne<{ searchId: number }>(
      ctx.manager,
      sql`INSERT INTO note_texts (id, workspace_id, text, short) VALUES (${entryId}, ${workspaceId}, ${text}, ${short}) ON CONFLICT (id)
            ${known === 'keep' ? sql`DO NOTHING` : sql`DO UPDATE SET text = excluded.text, short = excluded.short`}
          RETURNING ${sql.raw(isOnPostgres ? '0' : 'search_id')} AS "searchId"`,
    );
    if (!row || isOnPostgres) return;
    await execute(ctx.manager, sql`INSERT OR REPLACE INTO note_search (rowid, text) VALUES (${row.searchId}, ${text})`);
    await execute(ctx.manager, sql`INSERT OR REPLACE INTO note_short (rowid, terms) VALUES (${row.searchId}, ${short})`);
  }

  async remove(ctx: WorkspaceContext, entryId: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM note_texts WHERE id = ${entryId} AND workspace_id || '' = ${ctx.workspaceId}`);
  }

  /** Contacts, at most so many, that have an entry with all of it. */
  async listContacts(ctx: WorkspaceContext, search: ContactSearch, limit: number): Promise<string[]> {
    const rows = await queryRowsAside<{ id: string }>(
      ctx.manager,
      sql`SELECT DISTINCT t.contact_id AS id ${this.found(ctx, search)} LIMIT ${limit}`,
    );
    return rows.map(({ id }) => id);
  }

  selectContacts(ctx: WorkspaceContext, search: ContactSearch): SqlFragment {
    return sql`SELECT t.contact_id ${this.found(ctx, search)}`;
  }

  /** Of each of these contacts the newest entry with all of it. */
  listNewest(ctx: WorkspaceContext, contactIds: readonly string[], search: ContactSearch): Promise<FoundEntry[]> {
    return queryRowsAside<FoundEntry>(
      ctx.manager,
      sql`SELECT k.id, k."contactId", k.type, k.content, k.timestamp FROM (
            SELECT t.id, t.contact_id AS "contactId", t.type, t.content, t.timestamp,
              ROW_NUMBER() OVER (PARTITION BY t.contact_id ORDER BY t.timestamp DESC, t.id DESC) AS place
            FROM communication_logs t JOIN note_texts n ON n.id = t.id
            WHERE t.contact_id IN (${sql.list(contactIds)}) AND t.workspace_id || '' = ${ctx.workspaceId} AND t.deleted_at IS NULL AND ${this.holds(ctx, search)}
          ) k WHERE k.place = 1`,
    );
  }

  async mark(ctx: Pick<Context, 'manager'>): Promise<string | null> {
    return (await queryOne<{ afterId: string }>(ctx.manager, sql`SELECT after_id AS "afterId" FROM note_text_refold`))?.afterId ?? null;
  }

  async moveMark(ctx: Pick<Context, 'manager'>, afterId: string | null): Promise<void> {
    await execute(
      ctx.manager,
      afterId === null ? sql`DELETE FROM note_text_refold` : sql`UPDATE note_text_refold SET after_id = ${afterId}`,
    );
  }

  listNext(ctx: Pick<Context, 'manager'>, afterId: string, limit: number): Promise<EntryToRead[]> {
    return queryRows<EntryToRead>(
      ctx.manager,
      sql`SELECT id, workspace_id AS "workspaceId", type, content, campaign_id AS "campaignId", sent_message_id AS "messageId" FROM communication_logs
          WHERE id > ${afterId} ORDER BY id LIMIT ${limit}`,
    );
  }

  /** SQLite is led by its index; PostgreSQL's planner finds its own. */
  private found(ctx: WorkspaceContext, search: ContactSearch): SqlFragment {
    const rest = sql`JOIN communication_logs t ON t.id = n.id
      WHERE n.workspace_id || '' = ${ctx.workspaceId} AND t.deleted_at IS NULL AND ${this.holds(ctx, search)}`;
    if (isPostgres(ctx.manager)) return sql`FROM note_texts n ${rest}`;
    const [index, query] =
      search.anywhere.length > 0
        ? ['note_search', trigramQuery(search.anywhere)]
        : ['note_short', shortTermQuery(search.short.filter(isDenseScript))];
    return sql`FROM ${sql.raw(index)} k CROSS JOIN note_texts n ON n.search_id = k.rowid ${rest} AND ${sql.raw(index)} MATCH ${query}`;
  }

  private holds(ctx: WorkspaceContext, { anywhere, short }: ContactSearch): SqlFragment {
    const postgres = isPostgres(ctx.manager);
    const dense = matchesTerms({ anywhere, short: short.filter(isDenseScript) }, postgres, COLUMNS);
    const words = short
      .filter((term) => !isDenseScript(term))
      .map((term) => {
        const sign = signOf(term);
        const at = sql.raw(postgres ? 'strpos' : 'instr');
        return sign === null ? sql`${at}(' ' || n.text, ${` ${term}`}) > 0` : sql`${at}(n.text, ${sign}) > 0`;
      });
    return sql.join([...dense, ...words], ' AND ');
  }
}
