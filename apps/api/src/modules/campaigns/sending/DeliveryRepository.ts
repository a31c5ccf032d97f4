import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { execute, queryOne, queryRows, sql } from '../../../platform/database/sql.js';
import type { DeliveryReport, DeliveryReportType } from '../../providers/DeliveryEvents.js';
import type { RecipientState } from '../RecipientDtos.js';

export interface ReportedRecipient {
  readonly id: string;
  readonly campaignId: string;
  readonly state: RecipientState;
  readonly attemptId: string | null;
}

export interface DeliveryEventRow {
  readonly type: string;
  readonly at: string;
  readonly detail: string | null;
}

const markOf: Readonly<Record<DeliveryReportType, string>> = {
  delivered: 'delivered_at',
  opened: 'opened_at',
  clicked: 'clicked_at',
  bounced: 'bounced_at',
  complained: 'complained_at',
  unsubscribed: 'unsubscribed_at',
  replied: 'replied_at',
};

/** What providers told about messages, and the marks that it leaves in the ledger. */
@Injectable()
export class DeliveryRepository {
  /** False when this report is known already. */
  async record(ctx: WorkspaceContext, report: DeliveryReport, recipientId: string | null, now: string): Promise<boolean> {
    const inserted = await execute(
      ctx.manager,
      sql`INSERT INTO delivery_events (id, workspace_id, provider, event_id, recipient_id, message_id, type, detail_json, occurred_at, received_at)
          VALUES (${newId()}, ${ctx.workspaceId}, ${report.provider}, ${report.eventId}, ${recipientId}, ${report.messageId}, ${report.type},
            ${JSON.stringify(report.detail)}, ${report.occurredAt}, ${now})
          ON CONFLICT (provider, event_id) DO NOTHING`,
    );
    return inserted > 0;
  }

  findByMessageId(ctx: WorkspaceContext, messageId: string): Promise<ReportedRecipient | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT id, campaign_id AS "campaignId", state, attempt_id AS "attemptId" FROM campaign_recipients WHERE workspace_id = ${ctx.workspaceId} AND message_id = ${messageId}`,
    );
  }

  /**
   * Marks are set once and states move one way: accepted, delivered, and failed for what bounced. Whatever a recipient does
   * proves that the message was delivered; nothing takes a bounce back.
   */
  async mark(
    ctx: WorkspaceContext,
    recipientId: string,
    { type, at, words }: { type: DeliveryReportType; at: string; words: string | null },
    now: string,
  ): Promise<void> {
    const mark = sql.raw(markOf[type]);
    const isBounce = type === 'bounced';
    const state = isBounce
      ? sql`state = 'failed', error_code = CASE WHEN state = 'failed' THEN error_code ELSE 'bounced' END,
            error_message = CASE WHEN state = 'failed' THEN error_message ELSE ${words ?? 'The message bounced.'} END`
      : sql`state = CASE WHEN state = 'accepted' THEN 'delivered' ELSE state END, delivered_at = COALESCE(delivered_at, ${at})`;
    const own = type === 'delivered' ? sql.empty : sql`, ${mark} = COALESCE(${mark}, ${at})`;
    await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET ${state}${own}, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${recipientId} AND state IN ('accepted', 'delivered', 'failed')`,
    );
  }

  /** The recipient took an unsubscription back. */
  async clearUnsubscribed(ctx: WorkspaceContext, recipientId: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET unsubscribed_at = NULL, updated_at = ${now} WHERE workspace_id = ${ctx.workspaceId} AND id = ${recipientId}`,
    );
  }

  findById(ctx: WorkspaceContext, recipientId: string): Promise<(ReportedRecipient & { messageId: string | null }) | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT id, campaign_id AS "campaignId", state, attempt_id AS "attemptId", message_id AS "messageId" FROM campaign_recipients
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${recipientId}`,
    );
  }

  listEvents(ctx: WorkspaceContext, recipientId: string): Promise<DeliveryEventRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT type, occurred_at AS at, detail_json AS detail FROM delivery_events
          WHERE workspace_id = ${ctx.workspaceId} AND recipient_id = ${recipientId} ORDER BY occurred_at, id LIMIT 200`,
    );
  }
}
