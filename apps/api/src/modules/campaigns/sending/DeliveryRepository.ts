import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { execute, queryRows, sql } from '../../../platform/database/sql.js';
import type { DeliveryReport } from '../../providers/DeliveryEvents.js';

/** What our own links and images tell stands under this name beside the providers. */
export const VISITS = 'tracking';

export interface DeliveryEventRow {
  readonly provider: string;
  readonly type: string;
  readonly at: string;
  readonly detail: string | null;
}

/** Something that our own links and images tell. */
export interface NewVisitEvent {
  readonly eventId: string;
  readonly recipientId: string;
  readonly messageId: string | null;
  readonly type: 'opened' | 'clicked';
  readonly detail: Readonly<Record<string, string>>;
  readonly at: string;
}

const AT_ONCE = 500;

/** delivery_events: what providers told about messages, each report once. */
@Injectable()
export class DeliveryRepository {
  /** False when this report is known already. */
  async record(ctx: WorkspaceContext, report: DeliveryReport, recipientId: string | null, now: string): Promise<boolean> {
    const inserted = await execute(
      ctx.manager,
      sql`INSERT INTO delivery_events (id, workspace_id, provider, account_id, event_id, recipient_id, message_id, type, detail_json, occurred_at, received_at)
          VALUES (${newId()}, ${ctx.workspaceId}, ${report.provider}, ${accountOf(report)}, ${report.eventId}, ${recipientId}, ${report.messageId}, ${report.type},
            ${JSON.stringify(report.detail)}, ${report.occurredAt}, ${now})
          ON CONFLICT (account_id, event_id) DO NOTHING`,
    );
    return inserted > 0;
  }

  /** Answers the event ids of those that were not known. */
  async recordVisits(ctx: WorkspaceContext, events: readonly NewVisitEvent[], now: string): Promise<ReadonlySet<string>> {
    if (events.length === 0) return new Set();
    const values = events.map(
      ({ eventId, recipientId, messageId, type, detail, at }) =>
        sql`(${newId()}, ${ctx.workspaceId}, ${VISITS}, ${ctx.workspaceId}, ${eventId}, ${recipientId}, ${messageId}, ${type}, ${JSON.stringify(detail)}, ${at}, ${now})`,
    );
    const rows = await queryRows<{ eventId: string }>(
      ctx.manager,
      sql`INSERT INTO delivery_events (id, workspace_id, provider, account_id, event_id, recipient_id, message_id, type, detail_json, occurred_at, received_at)
          VALUES ${sql.join(values, ', ')} ON CONFLICT (account_id, event_id) DO NOTHING RETURNING event_id AS "eventId"`,
    );
    return new Set(rows.map(({ eventId }) => eventId));
  }

  /** What servers said about messages to people who are erased. That they said it stays. */
  async erase(ctx: WorkspaceContext, recipientIds: readonly string[]): Promise<void> {
    for (let start = 0; start < recipientIds.length; start += AT_ONCE)
      await execute(
        ctx.manager,
        sql`UPDATE delivery_events SET detail_json = NULL
            WHERE workspace_id = ${ctx.workspaceId} AND recipient_id IN (${sql.list(recipientIds.slice(start, start + AT_ONCE))})`,
      );
  }

  /** Everything that was told about these messages, in order. */
  listOfRecipients(ctx: WorkspaceContext, recipientIds: readonly string[]): Promise<DeliveryEventRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT recipient_id AS "recipientId", provider, type, occurred_at AS at, detail_json AS detail FROM delivery_events
          WHERE workspace_id = ${ctx.workspaceId} AND recipient_id IN (${sql.list(recipientIds)}) ORDER BY occurred_at, id`,
    );
  }

  listEvents(ctx: WorkspaceContext, recipientId: string): Promise<DeliveryEventRow[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT provider, type, occurred_at AS at, detail_json AS detail FROM delivery_events
          WHERE workspace_id = ${ctx.workspaceId} AND recipient_id = ${recipientId} ORDER BY occurred_at, id LIMIT 200`,
    );
  }
}

/** A report that waited while an older version was replaced names no account: it came from a source of ours. */
function accountOf({ account, workspaceId }: Omit<DeliveryReport, 'account'> & { readonly account?: string }): string {
  return account ?? workspaceId;
}
