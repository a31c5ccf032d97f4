import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import type { ChannelName } from '../CampaignRow.js';
import { execute, queryOne, sql } from '../../../platform/database/sql.js';
import { sentMessageJson } from '../../timeline/public.js';

export interface MessageEntry {
  /** The ledger row, which is also the id of the entry: writing it twice writes it once. */
  readonly id: string;
  readonly contactId: string;
  readonly campaignId: string;
  readonly channel: ChannelName;
  readonly subject: string;
  /** The beginning of the text; the whole message is in sent_messages. */
  readonly preview: string;
}

/** Entries of contacts' timelines, one for each message that was accepted. */
@Injectable()
export class MessageLogRepository {
  async write(ctx: WorkspaceContext, entries: readonly MessageEntry[], now: string): Promise<void> {
    if (entries.length === 0) return;
    const values = entries.map(
      ({ id, contactId, campaignId, channel, subject, preview }) =>
        sql`(${id}, ${contactId}, ${campaignId}, ${channel}, ${sentMessageJson(channel, subject, preview)})`,
    );
    // The join leaves out contacts that were erased meanwhile. CROSS JOIN: the few entries first, whatever SQLite thinks of the tables.
    await execute(
      ctx.manager,
      sql`INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp, status, campaign_id, sent_message_id)
          SELECT v.column1, ${ctx.workspaceId}, c.id, v.column4, v.column5, ${now}, 'sent', v.column3, v.column1
          FROM (VALUES ${sql.join(values, ', ')}) AS v CROSS JOIN base_contacts c WHERE c.id = v.column2 ON CONFLICT (id) DO NOTHING`,
    );
  }

  findContent(ctx: WorkspaceContext, id: string): Promise<{ type: ChannelName; content: string; status: string | null } | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT type, content, status FROM communication_logs WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`,
    );
  }

  async update(ctx: WorkspaceContext, id: string, content: string, status: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE communication_logs SET content = ${content}, status = ${status} WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`,
    );
  }
}
