import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { type StepLimits, StepRemover } from '../../platform/database/removeInSteps.js';
import { execute, queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { LabChannel, LabEventType, LabMessageQuery } from './MailLabDtos.js';

export interface LabMessageRow {
  readonly id: string;
  readonly channel: LabChannel;
  readonly messageId: string;
  readonly campaignId: string | null;
  readonly contactId: string | null;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly preview: string;
  readonly raw: Buffer;
  readonly receivedAt: string;
}

export interface LabSummaryRow extends Omit<LabMessageRow, 'raw' | 'messageId' | 'contactId'> {
  readonly isRead: boolean;
  readonly lastEvent: LabEventType | null;
}

export interface LabEventRow {
  readonly id: string;
  readonly type: LabEventType;
  readonly detail: string | null;
  readonly at: string;
}

const SUMMARY = sql.raw(
  'id, channel, campaign_id AS "campaignId", from_address AS "from", to_address AS "to", subject, preview, received_at AS "receivedAt", is_read AS "isRead", last_event AS "lastEvent"',
);
const MESSAGE = sql.raw(
  'id, channel, message_id AS "messageId", campaign_id AS "campaignId", contact_id AS "contactId", from_address AS "from", to_address AS "to", subject, preview, raw, received_at AS "receivedAt"',
);

/** Ids follow the clock: everything up to one of them is older. */
function isKept(ctx: WorkspaceContext): SqlFragment {
  return sql`id > COALESCE((SELECT up_to_id FROM mail_lab_clearings WHERE workspace_id = ${ctx.workspaceId}), '')`;
}

/** Queries the mail lab's messages and their events. */
@Injectable()
export class MailLabRepository {
  async list(ctx: WorkspaceContext, query: LabMessageQuery): Promise<LabSummaryRow[]> {
    const pattern = `%${(query.search ?? '').toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    const rows = await (query.search ? queryRowsAside : queryRows)<LabSummaryRow>(
      ctx.manager,
      sql`SELECT ${SUMMARY} FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId} AND ${isKept(ctx)}
          ${sql.if(query.search, sql`AND (LOWER(from_address) LIKE ${pattern} ESCAPE '\\' OR LOWER(to_address) LIKE ${pattern} ESCAPE '\\' OR LOWER(subject) LIKE ${pattern} ESCAPE '\\')`)}
          ${afterCursor({ id: 'text' }, query.cursor, 'desc')} ${orderAndLimit({ id: 'text' }, 'desc', query.limit)}`,
    );
    return rows.map((row) => ({ ...row, isRead: Boolean(row.isRead) }));
  }

  /** Messages to these people, with their events. */
  async erase(
    ctx: WorkspaceContext,
    contactIds: readonly string[],
    emailKeys: readonly string[],
    phones: readonly string[],
  ): Promise<void> {
    const addressed = emailKeys.map((key) => sql`LOWER(to_address) LIKE ${`%${key.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`);
    const texted = phones.length > 0 ? [sql`(channel = 'text' AND to_address IN (${sql.list(phones)}))`] : [];
    await execute(
      ctx.manager,
      sql`DELETE FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId} AND (${sql.join([sql`contact_id IN (${sql.list(contactIds)})`, ...addressed, ...texted], ' OR ')})`,
    );
  }

  find(ctx: WorkspaceContext, id: string): Promise<LabMessageRow | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT ${MESSAGE} FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND ${isKept(ctx)}`,
    );
  }

  /** Of a message whose answer was lost on purpose nothing is told. */
  async settle(ctx: WorkspaceContext, messageId: string): Promise<'sent' | 'notSent' | 'unknown'> {
    const row = await queryOne<{ silent: string | null }>(
      ctx.manager,
      sql`SELECT (SELECT MIN(e.id) FROM mail_lab_events e WHERE e.lab_message_id = m.id AND e.type = 'timedOut') AS silent
          FROM mail_lab_messages m WHERE m.workspace_id = ${ctx.workspaceId} AND m.message_id = ${messageId}`,
    );
    if (!row) return 'notSent';
    return row.silent === null ? 'sent' : 'unknown';
  }

  /** False when a message with this Message-ID is there already. */
  async insert(ctx: WorkspaceContext, row: LabMessageRow): Promise<boolean> {
    const inserted = await execute(
      ctx.manager,
      sql`INSERT INTO mail_lab_messages (id, workspace_id, channel, message_id, campaign_id, contact_id, from_address, to_address, subject, preview, raw, received_at)
          VALUES (${row.id}, ${ctx.workspaceId}, ${row.channel}, ${row.messageId}, ${row.campaignId}, ${row.contactId}, ${row.from}, ${row.to}, ${row.subject}, ${row.preview}, ${row.raw}, ${row.receivedAt})
          ON CONFLICT DO NOTHING`,
    );
    return inserted === 1;
  }

  async nameContact(ctx: WorkspaceContext, id: string, contactId: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE mail_lab_messages SET contact_id = ${contactId} WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND contact_id IS NULL`,
    );
  }

  /** True when it was unread. */
  async markRead(ctx: WorkspaceContext, id: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE mail_lab_messages SET is_read = ${true} WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND NOT is_read`,
      )) === 1
    );
  }

  async countUnread(ctx: WorkspaceContext): Promise<number> {
    const [row] = await queryRowsAside<{ count: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS count FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId} AND NOT is_read AND ${isKept(ctx)}`,
    );
    return row?.count ?? 0;
  }

  /** The newest message and how many there are, those that are being removed left out. */
  async findExtent(ctx: WorkspaceContext): Promise<{ newest: string | null; count: number }> {
    const [row] = await queryRowsAside<{ newest: string | null; count: number }>(
      ctx.manager,
      sql`SELECT MAX(id) AS newest, COUNT(*) AS count FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId} AND ${isKept(ctx)}`,
    );
    return row ?? { newest: null, count: 0 };
  }

  /** The newest message that is too old, by time or because more than `most` are newer. Null when there is none. */
  async findTooOld(ctx: WorkspaceContext, before: string, most: number): Promise<string | null> {
    const [row] = await queryRowsAside<{ byCount: string | null; byAge: string | null }>(
      ctx.manager,
      sql`SELECT (SELECT id FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId} AND ${isKept(ctx)} ORDER BY id DESC LIMIT 1 OFFSET ${most}) AS "byCount",
            (SELECT id FROM mail_lab_messages WHERE workspace_id = ${ctx.workspaceId} AND ${isKept(ctx)} AND id < ${before} ORDER BY id DESC LIMIT 1) AS "byAge"`,
    );
    const found = [row?.byCount, row?.byAge].filter((id) => id !== null && id !== undefined);
    return found.sort().at(-1) ?? null;
  }

  /** Messages up to this one are gone from view. */
  async markCleared(ctx: WorkspaceContext, upToId: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO mail_lab_clearings (workspace_id, up_to_id) VALUES (${ctx.workspaceId}, ${upToId})
          ON CONFLICT (workspace_id) DO UPDATE SET up_to_id = CASE WHEN excluded.up_to_id > mail_lab_clearings.up_to_id THEN excluded.up_to_id ELSE mail_lab_clearings.up_to_id END`,
    );
  }

  /** What is gone from view, a little at a time. False when it was stopped. */
  removeCleared(ctx: Context, workspaceId: string, limits: StepLimits): Promise<boolean> {
    return new StepRemover(ctx.manager, limits).remove(
      'mail_lab_messages',
      sql`workspace_id = ${workspaceId} AND id <= (SELECT up_to_id FROM mail_lab_clearings WHERE workspace_id = ${workspaceId})`,
    );
  }

  async listWorkspaceIds(ctx: Context): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT w.id FROM workspaces w WHERE EXISTS (SELECT 1 FROM mail_lab_messages m WHERE m.workspace_id = w.id LIMIT 1)`,
    );
    return rows.map(({ id }) => id);
  }

  listEvents(ctx: WorkspaceContext, labMessageId: string): Promise<LabEventRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT e.id, e.type, e.detail, e.created_at AS at FROM mail_lab_events e JOIN mail_lab_messages m ON m.id = e.lab_message_id
          WHERE m.workspace_id = ${ctx.workspaceId} AND m.id = ${labMessageId} ORDER BY e.id`,
    );
  }

  async insertEvent(ctx: WorkspaceContext, labMessageId: string, row: LabEventRow, { isSeen = true } = {}): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE mail_lab_messages SET last_event = ${row.type} ${sql.if(isSeen, () => sql`, is_read = ${true}`)} WHERE workspace_id = ${ctx.workspaceId} AND id = ${labMessageId}`,
    );
    await execute(
      ctx.manager,
      sql`INSERT INTO mail_lab_events (id, lab_message_id, type, detail, created_at) VALUES (${row.id}, ${labMessageId}, ${row.type}, ${row.detail}, ${row.at})`,
    );
  }
}
