import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { Recurring, type RecurringHandler } from '../recurring/Recurring.js';
import { Clock } from '../time/Clock.js';
import { execute, isPostgres, sql, type SqlFragment } from './sql.js';

const DAY_MS = 86_400_000;
const BATCH = 500;

/** In days; docs/DATA-GROWTH.md names them. An undo is refused a day before what it needs begins to go. */
export const KEPT_DAYS = {
  bulkActions: 31,
  endedApiKeys: 365,
  failedJobs: 90,
  deletedEntries: 30,
  reportReceipts: 2,
  inboundMessages: 400,
  aiRequests: 180,
} as const;

/** Removes rows that nothing needs any more and nobody deletes by hand. Small statements: each takes a few milliseconds. */
@Recurring({
  name: 'database.sweepOldRows',
  cron: '41 */6 * * *',
  repeatable: 'It deletes rows that are too old; a second run finds what the first has left.',
})
export class SweepOldRows implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    for (const statement of this.statements()) while ((await execute(this.dataSource.manager, statement)) === BATCH);
  }

  /** Each deletes at most BATCH rows. */
  private statements(): SqlFragment[] {
    const before = (days: number): string => new Date(this.clock.now().getTime() - days * DAY_MS).toISOString();
    const [bulk, keys, jobs] = [before(KEPT_DAYS.bulkActions), before(KEPT_DAYS.endedApiKeys), before(KEPT_DAYS.failedJobs)];
    const deleted = before(KEPT_DAYS.deletedEntries);
    const receipts = before(KEPT_DAYS.reportReceipts);
    const now = this.clock.now().toISOString();
    const over = sql`SELECT id FROM bulk_actions WHERE status NOT IN ('running','undoing') AND COALESCE(finished_at, created_at) <= ${bulk}`;
    return [
      sql`DELETE FROM bulk_action_rows WHERE (bulk_action_id, contact_id) IN
            (SELECT bulk_action_id, contact_id FROM bulk_action_rows WHERE bulk_action_id IN (${over}) LIMIT ${BATCH})`,
      sql`DELETE FROM bulk_action_left WHERE (bulk_action_id, phase, contact_id) IN
            (SELECT bulk_action_id, phase, contact_id FROM bulk_action_left WHERE bulk_action_id IN (${over}) LIMIT ${BATCH})`,
      sql`DELETE FROM bulk_actions WHERE id IN (${over} LIMIT ${BATCH})`,
      sql`DELETE FROM communication_logs WHERE id IN (SELECT id FROM communication_logs WHERE deleted_at <= ${deleted} LIMIT ${BATCH})`,
      sql`DELETE FROM saved_views WHERE id IN (SELECT id FROM saved_views WHERE deleted_at <= ${deleted} LIMIT ${BATCH})`,
      // Of accounts that were deleted: nobody can see them.
      sql`DELETE FROM saved_views WHERE id IN (SELECT id FROM saved_views WHERE owner_id IS NULL AND is_shared = ${false} LIMIT ${BATCH})`,
      sql`DELETE FROM report_receipts WHERE (account_id, token) IN (SELECT account_id, token FROM report_receipts WHERE received_at <= ${receipts} LIMIT ${BATCH})`,
      sql`DELETE FROM inbound_messages WHERE id IN (SELECT id FROM inbound_messages WHERE created_at <= ${before(KEPT_DAYS.inboundMessages)} LIMIT ${BATCH})`,
      sql`DELETE FROM ai_requests WHERE id IN (SELECT id FROM ai_requests WHERE created_at <= ${before(KEPT_DAYS.aiRequests)} LIMIT ${BATCH})`,
      sql`DELETE FROM consent_pauses WHERE (workspace_id, channel, address_key) IN
            (SELECT workspace_id, channel, address_key FROM consent_pauses WHERE until <= ${now} LIMIT ${BATCH})`,
      sql`DELETE FROM form_sign_ups WHERE id IN (SELECT id FROM form_sign_ups WHERE expires_at <= ${now} LIMIT ${BATCH})`,
      sql`DELETE FROM api_keys WHERE id IN (SELECT id FROM api_keys WHERE revoked_at <= ${keys} OR expires_at <= ${keys} LIMIT ${BATCH})`,
      isPostgres(this.dataSource.manager)
        ? sql`DELETE FROM graphile_worker._private_jobs WHERE id IN (SELECT id FROM graphile_worker._private_jobs
                WHERE attempts >= max_attempts AND locked_at IS NULL AND run_at <= CAST(${jobs} AS TIMESTAMPTZ) LIMIT ${BATCH})`
        : sql`DELETE FROM jobs WHERE id IN (SELECT id FROM jobs WHERE state = 'dead' AND run_at <= ${jobs} LIMIT ${BATCH})`,
    ];
  }
}
