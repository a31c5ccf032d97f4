import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { ConversationChannel, ConversationCountsDto, ConversationState, ConversationView } from './ConversationDtos.js';

export interface ConversationRow {
  readonly id: string;
  readonly contactId: string;
  readonly channel: ConversationChannel;
  readonly status: ConversationState;
  readonly unread: number;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly snoozedUntil: string | null;
  readonly lastEntryId: string;
  readonly lastReceivedAt: string;
  readonly listedAt: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly primaryEmail: string | null;
  readonly primaryPhone: string | null;
  readonly company: string | null;
}

export interface ConversationFilter {
  readonly view: ConversationView;
  readonly channel?: ConversationChannel | undefined;
  readonly contactId?: string | undefined;
  /** Of whom “mine” are; null: nobody's. */
  readonly userId: string | null;
  readonly now: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** All that people decide about a conversation. */
export interface Care {
  readonly status: ConversationState;
  readonly assigneeId: string | null;
  readonly snoozedUntil: string | null;
}

export interface Answer {
  readonly entryId: string;
  readonly contactId: string;
  readonly channel: ConversationChannel;
  /** ISO 8601 UTC, not in the future. */
  readonly at: string;
}

const KEYSET = { 'v.listed_at': 'text', 'v.id': 'text' } as const;

const columns = sql`v.id, v.contact_id AS "contactId", v.channel, v.status, v.unread, v.assignee_id AS "assigneeId", v.snoozed_until AS "snoozedUntil",
  v.last_entry_id AS "lastEntryId", v.last_received_at AS "lastReceivedAt", v.listed_at AS "listedAt",
  (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = v.assignee_id) AS "assigneeName",
  c.first_name AS "firstName", c.last_name AS "lastName", c.primary_email AS "primaryEmail", c.primary_phone AS "primaryPhone", c.company`;

/** Those of contacts in the trash come back with them. */
function live(ctx: WorkspaceContext): SqlFragment {
  return sql`FROM conversations v JOIN base_contacts c ON c.id = v.contact_id WHERE v.workspace_id = ${ctx.workspaceId} AND c.deleted_at IS NULL`;
}

/** The queries about conversations, but for those of merges. */
@Injectable()
export class ConversationRepository {
  list(ctx: WorkspaceContext, { view, channel, contactId, userId, now, cursor, limit }: ConversationFilter): Promise<ConversationRow[]> {
    const direction = view === 'snoozed' ? 'asc' : 'desc';
    return queryRowsAside<ConversationRow>(
      ctx.manager,
      sql`SELECT ${columns} ${live(ctx)} AND v.status = ${view === 'done' ? 'done' : 'open'}
          ${sql.if(view !== 'done', () => (view === 'snoozed' ? sql`AND v.listed_at > ${now}` : sql`AND v.listed_at <= ${now}`))}
          ${sql.if(view === 'mine', () => sql`AND v.assignee_id = ${userId ?? ''}`)} ${sql.if(view === 'unassigned', () => sql`AND v.assignee_id IS NULL`)}
          ${sql.if(channel, () => sql`AND v.channel = ${channel}`)} ${sql.if(contactId, () => sql`AND v.contact_id = ${contactId}`)}
          ${afterCursor(KEYSET, cursor, direction)} ${orderAndLimit(KEYSET, direction, limit)}`,
    );
  }

  async count(ctx: WorkspaceContext, userId: string | null, now: string): Promise<ConversationCountsDto> {
    const listed = sql`v.listed_at <= ${now}`;
    const [row] = await queryRowsAside<Record<keyof ConversationCountsDto, number | string | null>>(
      ctx.manager,
      sql`SELECT SUM(CASE WHEN ${listed} THEN 1 ELSE 0 END) AS open, SUM(CASE WHEN ${listed} AND v.assignee_id = ${userId ?? ''} THEN 1 ELSE 0 END) AS mine,
                 SUM(CASE WHEN ${listed} AND v.assignee_id IS NULL THEN 1 ELSE 0 END) AS unassigned, SUM(CASE WHEN ${listed} THEN 0 ELSE 1 END) AS snoozed,
                 SUM(CASE WHEN ${listed} AND v.unread > 0 THEN 1 ELSE 0 END) AS unread ${live(ctx)} AND v.status = 'open'`,
    );
    const of = (name: keyof ConversationCountsDto): number => Number(row?.[name] ?? 0);
    return { open: of('open'), mine: of('mine'), unassigned: of('unassigned'), snoozed: of('snoozed'), unread: of('unread') };
  }

  /** Open ones with answers that nobody has opened, which are assigned to this member or to nobody. */
  async countWaiting(ctx: WorkspaceContext, userId: string | null, now: string): Promise<number> {
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n ${live(ctx)} AND v.status = 'open' AND v.listed_at <= ${now} AND v.unread > 0
            AND (v.assignee_id IS NULL OR v.assignee_id = ${userId ?? ''})`,
    );
    return Number(row?.n ?? 0);
  }

  find(ctx: WorkspaceContext, id: string): Promise<ConversationRow | null> {
    return queryOne<ConversationRow>(ctx.manager, sql`SELECT ${columns} ${live(ctx)} AND v.id = ${id}`);
  }

  /** Names of their contacts, also of those in the trash. */
  async listNamed(ctx: WorkspaceContext, ids: readonly string[]): Promise<ConversationRow[]> {
    if (ids.length === 0) return [];
    return queryRows<ConversationRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM conversations v JOIN base_contacts c ON c.id = v.contact_id
          WHERE v.workspace_id = ${ctx.workspaceId} AND v.id IN (${sql.list(ids)})`,
    );
  }

  /** Opens a conversation, or one that is there anew. Answers its id. */
  async receive(ctx: WorkspaceContext, { entryId, contactId, channel, at }: Answer, now: string): Promise<string> {
    const later = sql`CASE WHEN conversations.last_received_at > excluded.last_received_at THEN conversations.last_received_at ELSE excluded.last_received_at END`;
    const row = await queryOne<{ id: string }>(
      ctx.manager,
      sql`INSERT INTO conversations (id, workspace_id, contact_id, channel, status, unread, last_entry_id, last_received_at, listed_at, created_at)
          VALUES (${newId()}, ${ctx.workspaceId}, ${contactId}, ${channel}, 'open', 1, ${entryId}, ${at}, ${at}, ${now})
          ON CONFLICT (contact_id, channel) DO UPDATE SET status = 'open', unread = conversations.unread + 1, snoozed_until = NULL,
            last_entry_id = excluded.last_entry_id, last_received_at = ${later}, listed_at = ${later}
          RETURNING id`,
    );
    return row?.id ?? '';
  }

  /** What the change leaves out stays. Answers whether this call changed it; not when another answer than `seen` is the last one. */
  async care(
    ctx: WorkspaceContext,
    id: string,
    { status, assigneeId, snoozedUntil }: Partial<Care>,
    seen: string | null,
  ): Promise<boolean> {
    const place = snoozedUntil ? sql`${snoozedUntil}` : sql`last_received_at`;
    const changed = await execute(
      ctx.manager,
      sql`UPDATE conversations SET status = ${status === undefined ? sql`status` : sql`${status}`}, unread = ${status === 'done' ? 0 : sql`unread`}
            ${sql.if(assigneeId !== undefined, () => sql`, assignee_id = ${assigneeId ?? null}`)}
            ${sql.if(snoozedUntil !== undefined, () => sql`, snoozed_until = ${snoozedUntil ?? null}, listed_at = ${place}`)}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} ${sql.if(seen, () => sql`AND last_entry_id = ${seen}`)}`,
    );
    return changed === 1;
  }

  async markRead(ctx: WorkspaceContext, id: string, lastEntryId: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE conversations SET unread = 0
            WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND last_entry_id = ${lastEntryId} AND unread > 0`,
      )) === 1
    );
  }

  async markUnread(ctx: WorkspaceContext, id: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE conversations SET unread = 1 WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND unread = 0`,
      )) === 1
    );
  }

  /** Takes a member off what they were assigned to. Answers how many were open. */
  async release(ctx: WorkspaceContext, userId: string): Promise<number> {
    const own = sql`workspace_id = ${ctx.workspaceId} AND assignee_id = ${userId}`;
    const open = await execute(ctx.manager, sql`UPDATE conversations SET assignee_id = NULL WHERE ${own} AND status = 'open'`);
    await execute(ctx.manager, sql`UPDATE conversations SET assignee_id = NULL WHERE ${own}`);
    return open;
  }
}
