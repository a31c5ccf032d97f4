import { Injectable } from '@nestjs/common';

import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import { contentJson } from './contentJson.js';
import {
  type ActivityRow,
  type LastTouch,
  type NewTimelineEntry,
  type TimelineFilter,
  type TimelineRow,
  TOUCH_TYPES,
  type TouchType,
} from './timelineTypes.js';

export interface Origin {
  readonly contactId: string;
  readonly fileName: string | null;
  readonly actorId: string | null;
  readonly actorName: string | null;
}

interface Inserted {
  readonly ids: string[];
  /** Without those that were there already. */
  readonly added: number;
}

const INSERT_ROWS = 300;
const KEYSET = { 't.timestamp': 'text', 't.id': 'text' } as const;

export const entryColumns = sql`t.id, t.contact_id AS "contactId", t.type, t.content, t.status, t.timestamp, t.campaign_id AS "campaignId",
  t.sent_message_id AS "messageId", t.user_id AS "actorId", t.edited_at AS "editedAt", (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = t.user_id) AS "actorName"`;

/** The only file that queries the communication log for people to read. */
@Injectable()
export class TimelineRepository {
  async insert(ctx: WorkspaceContext, entries: readonly NewTimelineEntry[], now: string): Promise<Inserted> {
    let added = 0;
    const ids = entries.map((entry) => entry.id ?? newId());
    for (let start = 0; start < entries.length; start += INSERT_ROWS) {
      const rows = entries.slice(start, start + INSERT_ROWS).map(
        (entry, index) =>
          sql`(${ids[start + index]}, ${ctx.workspaceId}, ${entry.contactId}, ${entry.type}, ${contentJson(entry.type, entry.content)}, ${entry.timestamp ?? now},
               ${entry.status ?? null}, ${actorUserId(ctx)}, ${entry.campaignId ?? null}, ${entry.sentMessageId ?? null})`,
      );
      added += await execute(
        ctx.manager,
        sql`INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp, status, user_id, campaign_id, sent_message_id) VALUES ${sql.join(rows, ', ')} ON CONFLICT (id) DO NOTHING`,
      );
    }
    return { ids, added };
  }

  list(ctx: WorkspaceContext, contactId: string, filter: TimelineFilter): Promise<TimelineRow[]> {
    const isFiltered = filter.types !== undefined || filter.userId !== undefined;
    return (isFiltered ? queryRowsAside : queryRows)<TimelineRow>(
      ctx.manager,
      sql`SELECT ${entryColumns} FROM communication_logs t
          WHERE t.contact_id = ${contactId} AND t.workspace_id = ${ctx.workspaceId} AND t.deleted_at IS NULL ${conditions(filter)}
          ${orderAndLimit(KEYSET, 'desc', filter.limit)}`,
    );
  }

  /** Entries of all contacts. The messages of campaigns are left out: a campaign of thousands would leave room for nothing else. */
  listActivity(ctx: WorkspaceContext, filter: TimelineFilter): Promise<ActivityRow[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT ${entryColumns}, c.first_name AS "contactFirstName", c.last_name AS "contactLastName", c.primary_email AS "contactEmail",
                 c.primary_phone AS "contactPhone", c.company AS "contactCompany"
          FROM communication_logs t JOIN base_contacts c ON c.id = t.contact_id
          WHERE t.workspace_id = ${ctx.workspaceId} AND t.campaign_id IS NULL AND t.deleted_at IS NULL AND c.deleted_at IS NULL ${conditions(filter)}
          ${orderAndLimit(KEYSET, 'desc', filter.limit)}`,
    );
  }

  find(ctx: WorkspaceContext, id: string): Promise<TimelineRow | null> {
    return queryOne<TimelineRow>(
      ctx.manager,
      sql`SELECT ${entryColumns} FROM communication_logs t WHERE t.id = ${id} AND t.workspace_id = ${ctx.workspaceId} AND t.deleted_at IS NULL`,
    );
  }

  async remove(ctx: WorkspaceContext, id: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM communication_logs WHERE id = ${id} AND workspace_id || '' = ${ctx.workspaceId}`);
  }

  /** The last message, call or note of each of these contacts. */
  /** What a program answered is none; JSON.stringify writes it exactly so, and never inside a text. */
  async lastTouches(ctx: WorkspaceContext, contactIds: readonly string[]): Promise<Map<string, LastTouch>> {
    const rows = await queryRowsAside<{ id: string; touch: string | null }>(
      ctx.manager,
      sql`SELECT c.id, (SELECT t.type || ' ' || t.timestamp FROM communication_logs t WHERE t.contact_id = c.id AND t.deleted_at IS NULL AND t.type IN (${sql.list(TOUCH_TYPES)})
            AND t.content NOT LIKE '%"isAutomatic":true%' ORDER BY t.timestamp DESC, t.id DESC LIMIT 1) AS touch
          FROM base_contacts c WHERE c.id IN (${sql.list(contactIds)}) AND c.workspace_id = ${ctx.workspaceId}`,
    );
    return new Map(
      rows.flatMap(({ id, touch }) => {
        if (touch === null) return [];
        const [type = '', at = ''] = touch.split(' ');
        return [[id, { type: type as TouchType, at }]];
      }),
    );
  }

  /** The newest message of each of these contacts on a channel, from either side. Those of campaigns and of programs are left out. */
  listLastMessages(ctx: WorkspaceContext, channel: 'email' | 'text', contactIds: readonly string[]): Promise<TimelineRow[]> {
    if (contactIds.length === 0) return Promise.resolve([]);
    return queryRowsAside<TimelineRow>(
      ctx.manager,
      sql`SELECT ${entryColumns} FROM communication_logs t WHERE t.workspace_id = ${ctx.workspaceId} AND t.id IN (
            SELECT (SELECT m.id FROM communication_logs m WHERE m.contact_id = c.id AND m.type = ${channel} AND m.campaign_id IS NULL AND m.deleted_at IS NULL
              AND m.content NOT LIKE '%"isAutomatic":true%' ORDER BY m.timestamp DESC, m.id DESC LIMIT 1)
            FROM base_contacts c WHERE c.id IN (${sql.list(contactIds)}) AND c.workspace_id = ${ctx.workspaceId})`,
    );
  }

  /** Where a contact came from; not stored per contact, so that an import of a million need not write a million entries. */
  findOrigin(ctx: WorkspaceContext, contactId: string): Promise<Origin | null> {
    return queryOne<Origin>(
      ctx.manager,
      sql`SELECT c.id AS "contactId", i.file_name AS "fileName", u.id AS "actorId", COALESCE(u.name, u.email) AS "actorName" FROM base_contacts c
          LEFT JOIN import_jobs i ON i.id = c.source_import_id AND i.deleted_at IS NULL LEFT JOIN users u ON u.id = COALESCE(c.created_by, i.user_id)
          WHERE c.id = ${contactId} AND c.workspace_id = ${ctx.workspaceId}`,
    );
  }
}

function conditions({ types, userId, from, to, cursor }: TimelineFilter): SqlFragment {
  return sql`${sql.if(types, () => sql`AND t.type IN (${sql.list(types ?? [])})`)} ${sql.if(userId, () => sql`AND t.user_id = ${userId}`)}
    ${sql.if(from, () => sql`AND t.timestamp >= ${from}`)} ${sql.if(to, () => sql`AND t.timestamp < ${to}`)} ${afterCursor(KEYSET, cursor, 'desc')}`;
}
