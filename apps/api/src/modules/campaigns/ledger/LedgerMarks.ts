import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, isPostgres, queryOne, sql, type SqlFragment } from '../../../platform/database/sql.js';
import type { DeliveryReportType } from '../../providers/DeliveryEvents.js';
import { LedgerCounts, type MarkableRow } from './LedgerCounts.js';

/** Rows of one statement that only moves a time; a few milliseconds. */
const LATER_AT_ONCE = 500;

const markOf: Readonly<Record<DeliveryReportType, string>> = {
  delivered: 'delivered_at',
  opened: 'opened_at',
  clicked: 'clicked_at',
  bounced: 'bounced_at',
  complained: 'complained_at',
  unsubscribed: 'unsubscribed_at',
  replied: 'replied_at',
};

/** Who counts as a machine no longer does when a person is heard of. */
const MACHINE_MARK: Readonly<Partial<Record<DeliveryReportType, SqlFragment>>> = {
  opened: sql.raw('machine_opened_at'),
  clicked: sql.raw('machine_clicked_at'),
};

/** What is noted about rows of the ledger after their attempt: what was reported, and when a provider is asked again. */
@Injectable()
export class LedgerMarks {
  constructor(private readonly figures: LedgerCounts) {}

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
    const row = await this.lock(ctx, recipientId, mark, MACHINE_MARK[type]);
    if (!row) return;
    const isBounce = type === 'bounced';
    const state = isBounce
      ? sql`state = 'failed', error_code = CASE WHEN state = 'failed' THEN error_code ELSE 'bounced' END,
            error_message = CASE WHEN state = 'failed' THEN error_message ELSE ${words ?? 'The message bounced.'} END`
      : sql`state = CASE WHEN state = 'accepted' THEN 'delivered' ELSE state END, delivered_at = COALESCE(delivered_at, ${at})`;
    const own =
      type === 'delivered'
        ? sql.empty
        : sql`, ${mark} = COALESCE(${mark}, ${at}) ${type === 'opened' || type === 'clicked' ? again(type, at) : sql.empty}`;
    await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET ${state}${own}, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${recipientId} AND state IN ('accepted', 'delivered', 'failed')`,
    );
    this.figures.marked(ctx, row, { type, at });
  }

  /** The recipient took an unsubscription back. */
  async clearUnsubscribed(ctx: WorkspaceContext, recipientId: string, now: string): Promise<void> {
    const row = await this.lock(ctx, recipientId, sql.raw(markOf.unsubscribed));
    await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET unsubscribed_at = NULL, updated_at = ${now} WHERE workspace_id = ${ctx.workspaceId} AND id = ${recipientId}`,
    );
    if (row?.markedAt) this.figures.unsubscriptionTakenBack(ctx, row, row.markedAt);
  }

  /** A row as it is before its mark, which nobody else changes until this unit of work has ended. Null when it cannot have any. */
  private lock(ctx: WorkspaceContext, recipientId: string, mark: SqlFragment, machine = sql`NULL`): Promise<MarkableRow | null> {
    return queryOne<MarkableRow>(
      ctx.manager,
      sql`SELECT workspace_id AS "workspaceId", campaign_id AS "campaignId", state, handed_at AS "handedAt", accepted_at AS "acceptedAt",
            delivered_at AS "deliveredAt", created_at AS "createdAt", ${mark} AS "markedAt", ${machine} AS "machineMarkedAt" FROM campaign_recipients
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${recipientId} AND state IN ('accepted', 'delivered', 'failed') ${sql.if(isPostgres(ctx.manager), sql`FOR UPDATE`)}`,
    );
  }

  /** Asked in vain: not again before then. */
  async askLater(ctx: Context, ids: readonly string[], at: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET next_ask_at = ${at}, asks = asks + 1 WHERE id IN (${sql.list(ids)}) AND state = 'uncertain'`,
    );
  }

  /**
   * Nobody can be asked about this campaign: its sender keeps no record, or is another one now. A step at a time, outside a transaction:
   * after a bad hour there are a hundred thousand, and who writes meanwhile waits for one step. A row that a person settles at this
   * moment is left to them; should it stay uncertain, the next round finds it.
   */
  async askCampaignLater(ctx: Context, campaignId: string, at: string): Promise<void> {
    const next = sql`SELECT id FROM campaign_recipients WHERE campaign_id = ${campaignId} AND state = 'uncertain' AND next_ask_at < ${at}
      LIMIT ${LATER_AT_ONCE} ${sql.if(isPostgres(ctx.manager), sql`FOR UPDATE SKIP LOCKED`)}`;
    // Materialized: PostgreSQL may run a subquery that locks once for each row, and then its LIMIT is none.
    const statement = sql`WITH step AS MATERIALIZED (${next})
      UPDATE campaign_recipients SET next_ask_at = ${at} WHERE id IN (SELECT id FROM step) AND state = 'uncertain' AND next_ask_at < ${at}`;
    while ((await execute(ctx.manager, statement)) === LATER_AT_ONCE) await nextTurn();
  }
}

/** Reports come in any order: the last is the latest, not the last to be told. */
function again(type: 'opened' | 'clicked', at: string): SqlFragment {
  const [last, often] = type === 'opened' ? [sql.raw('last_opened_at'), sql.raw('opens')] : [sql.raw('last_clicked_at'), sql.raw('clicks')];
  return sql`, ${often} = ${often} + 1, ${last} = CASE WHEN ${last} > ${at} THEN ${last} ELSE ${at} END`;
}
