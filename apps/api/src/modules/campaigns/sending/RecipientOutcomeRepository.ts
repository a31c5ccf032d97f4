import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../../platform/database/sql.js';
import { afterCommit } from '../../../platform/database/UnitOfWork.js';
import type { MessageOutcome } from '../../../platform/metrics/measured.js';
import { Metrics } from '../../../platform/metrics/Metrics.js';

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

  /** Uncertain rows with what is needed to ask the provider about them. */
  listUncertain(
    ctx: Context,
    campaignId: string,
    limit: number,
  ): Promise<{ id: string; attemptId: string; messageId: string; attempts: number }[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT id, attempt_id AS "attemptId", message_id AS "messageId", attempts FROM campaign_recipients
          WHERE campaign_id = ${campaignId} AND state = 'uncertain' AND attempt_id IS NOT NULL AND message_id IS NOT NULL ORDER BY id LIMIT ${sql.raw(String(limit))}`,
    );
  }

  async listCampaignsInDoubt(ctx: Context): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT c.id FROM campaigns c WHERE EXISTS (SELECT 1 FROM campaign_recipients r WHERE r.campaign_id = c.id AND r.state = 'uncertain') ORDER BY c.id DESC LIMIT 50`,
    );
    return rows.map(({ id }) => id);
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
