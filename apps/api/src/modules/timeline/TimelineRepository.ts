import { Injectable } from '@nestjs/common';

import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { execute, queryOne, queryRows, queryRowsAside, sql } from '../../platform/database/sql.js';
import type { NewTimelineEntry, TimelineRow, TimelineType } from './timelineTypes.js';

export interface Origin {
  readonly contactId: string;
  readonly fileName: string | null;
  readonly actorName: string | null;
}

const INSERT_ROWS = 300;
const KEYSET = { 't.timestamp': 'text', 't.id': 'text' } as const;

const entryColumns = sql`t.id, t.contact_id AS "contactId", t.type, t.content, t.status, t.timestamp, t.campaign_id AS "campaignId",
  t.sent_message_id AS "messageId", (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = t.user_id) AS "actorName"`;

/** The only file that queries the communication log for people to read. */
@Injectable()
export class TimelineRepository {
  async insert(ctx: WorkspaceContext, entries: readonly NewTimelineEntry[], now: string): Promise<string[]> {
    const ids = entries.map((entry) => entry.id ?? newId());
    for (let start = 0; start < entries.length; start += INSERT_ROWS) {
      const rows = entries.slice(start, start + INSERT_ROWS).map(
        (entry, index) =>
          sql`(${ids[start + index]}, ${ctx.workspaceId}, ${entry.contactId}, ${entry.type}, ${JSON.stringify(entry.content)}, ${entry.timestamp ?? now},
               ${entry.status ?? null}, ${actorUserId(ctx)}, ${entry.campaignId ?? null}, ${entry.sentMessageId ?? null})`,
      );
      await execute(
        ctx.manager,
        sql`INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp, status, user_id, campaign_id, sent_message_id) VALUES ${sql.join(rows, ', ')} ON CONFLICT (id) DO NOTHING`,
      );
    }
    return ids;
  }

  list(
    ctx: WorkspaceContext,
    contactId: string,
    query: { type?: TimelineType | undefined; cursor?: string | undefined; limit: number },
  ): Promise<TimelineRow[]> {
    return (query.type ? queryRowsAside : queryRows)<TimelineRow>(
      ctx.manager,
      sql`SELECT ${entryColumns} FROM communication_logs t
          WHERE t.contact_id = ${contactId} AND t.workspace_id = ${ctx.workspaceId} ${sql.if(query.type, sql`AND t.type = ${query.type}`)} ${afterCursor(KEYSET, query.cursor, 'desc')}
          ${orderAndLimit(KEYSET, 'desc', query.limit)}`,
    );
  }

  find(ctx: WorkspaceContext, id: string): Promise<TimelineRow | null> {
    return queryOne<TimelineRow>(
      ctx.manager,
      sql`SELECT ${entryColumns} FROM communication_logs t WHERE t.id = ${id} AND t.workspace_id = ${ctx.workspaceId}`,
    );
  }

  async deleteNote(ctx: WorkspaceContext, contactId: string, id: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`DELETE FROM communication_logs WHERE id = ${id} AND contact_id = ${contactId} AND workspace_id = ${ctx.workspaceId} AND type = 'note'`,
      )) === 1
    );
  }

  /** Where a contact came from; not stored per contact, so that an import of a million need not write a million entries. */
  findOrigin(ctx: WorkspaceContext, contactId: string): Promise<Origin | null> {
    return queryOne<Origin>(
      ctx.manager,
      sql`SELECT c.id AS "contactId", i.file_name AS "fileName", COALESCE(u.name, u.email) AS "actorName" FROM base_contacts c
          LEFT JOIN import_jobs i ON i.id = c.source_import_id AND i.deleted_at IS NULL LEFT JOIN users u ON u.id = COALESCE(c.created_by, i.user_id)
          WHERE c.id = ${contactId} AND c.workspace_id = ${ctx.workspaceId}`,
    );
  }
}
