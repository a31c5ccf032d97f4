import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, isPostgres, queryOne, queryRows, queryRowsAside, sql } from '../../../platform/database/sql.js';
import { afterCommit } from '../../../platform/database/UnitOfWork.js';
import type { MessageOutcome } from '../../../platform/metrics/measured.js';
import { Metrics } from '../../../platform/metrics/Metrics.js';

/** Rows of one statement that only moves a time; a few milliseconds. */
const LATER_AT_ONCE = 500;

export interface AskableRecipient {
  readonly id: string;
  readonly workspaceId: string;
  readonly campaignId: string;
  readonly attemptId: string;
  readonly messageId: string;
  readonly asks: number;
}

/**
 * Where attempts end. Every statement names the attempt it belongs to: an answer that arrives late, after the row was called
 * uncertain, still counts for its own attempt and for no other.
 */
@Injectable()
export class RecipientOutcomeRepository {
  constructor(private readonly metrics: Metrics) {}

  /** Answers the ids that became accepted by this; the others knew it already or belong to another attempt. */
  async accept(ctx: WorkspaceContext, attemptId: string, ids: readonly string[], now: string): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'accepted', accepted_at = ${now}, sent_message_id = id, claim_token = NULL, claim_expires_at = NULL,
            error_code = NULL, error_message = NULL, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND attempt_id = ${attemptId} AND state IN ('handed', 'uncertain')
          RETURNING id`,
    );
    this.count(ctx, 'accepted', rows.length);
    return rows.map(({ id }) => id);
  }

  async fail(
    ctx: WorkspaceContext,
    attemptId: string,
    id: string,
    error: { code: string; message: string },
    now: string,
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'failed', claim_token = NULL, claim_expires_at = NULL, error_code = ${error.code}, error_message = ${error.message}, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}
            AND ((attempt_id = ${attemptId} AND state IN ('handed', 'uncertain')) OR (claim_token = ${attemptId} AND state = 'claimed'))`,
    );
    this.count(ctx, 'failed', changed);
    return changed > 0;
  }

  /** Planned again: it is certain that nothing was sent. An attempt that was not about the message is not counted. */
  async replan(
    ctx: WorkspaceContext,
    attemptId: string,
    id: string,
    input: { isCounted: boolean; isRefusal?: boolean; isPutBack?: boolean; dueAt: string; code: string; message: string },
    now: string,
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'planned', claim_token = NULL, claim_expires_at = NULL, attempt_id = NULL, message_id = NULL, handed_at = NULL,
            attempts = attempts - ${input.isCounted ? 0 : 1}, refusals = refusals + ${input.isRefusal ? 1 : 0}, put_backs = put_backs + ${input.isPutBack ? 1 : 0},
            next_attempt_at = ${input.dueAt}, error_code = ${input.code}, error_message = ${input.message}, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND attempt_id = ${attemptId} AND state IN ('handed', 'uncertain')`,
    );
    this.count(ctx, 'retried', changed);
    return changed > 0;
  }

  async doubt(
    ctx: WorkspaceContext,
    attemptId: string,
    id: string,
    error: { code: string; message: string },
    now: string,
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'uncertain', next_ask_at = ${now}, claim_token = NULL, claim_expires_at = NULL, error_code = ${error.code}, error_message = ${error.message}, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND attempt_id = ${attemptId} AND state = 'handed'`,
    );
    this.count(ctx, 'uncertain', changed);
    return changed > 0;
  }

  /**
   * Uncertain rows whose provider may be asked now, with what is needed to ask. Each workspace gets its turn before any gets its second,
   * and a row that was asked in vain comes later: so one silent account does not keep the others waiting.
   */
  listAskable(ctx: Context, { now, limit, campaignId }: { now: string; limit: number; campaignId?: string }): Promise<AskableRecipient[]> {
    return queryRowsAside<AskableRecipient>(
      ctx.manager,
      sql`SELECT id, workspace_id AS "workspaceId", campaign_id AS "campaignId", attempt_id AS "attemptId", message_id AS "messageId", asks
          FROM (SELECT id, workspace_id, campaign_id, attempt_id, message_id, asks, next_ask_at, ROW_NUMBER() OVER (PARTITION BY workspace_id ORDER BY next_ask_at, id) AS place
                FROM campaign_recipients WHERE state = 'uncertain' AND next_ask_at <= ${now} AND attempt_id IS NOT NULL AND message_id IS NOT NULL
                ${sql.if(campaignId, sql`AND campaign_id = ${campaignId ?? ''}`)}) AS due
          ORDER BY place, next_ask_at, id LIMIT ${sql.raw(String(limit))}`,
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

  findUncertain(
    ctx: WorkspaceContext,
    campaignId: string,
    id: string,
  ): Promise<{ id: string; attemptId: string; contactId: string } | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT id, attempt_id AS "attemptId", contact_id AS "contactId" FROM campaign_recipients
          WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND id = ${id} AND state = 'uncertain' AND attempt_id IS NOT NULL`,
    );
  }

  private count({ manager }: Context, outcome: MessageOutcome, count: number): void {
    afterCommit(manager, () => this.metrics.messagesSettled(outcome, count));
  }
}
