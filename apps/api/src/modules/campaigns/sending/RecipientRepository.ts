import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { execute, isPostgres, queryOne, queryRows, sql } from '../../../platform/database/sql.js';
import type { AudienceMember } from '../AudienceRepository.js';
import type { SkipReason } from '../RecipientDtos.js';

/** A row of the ledger that a lane holds and may hand over. */
export interface ClaimedRecipient {
  readonly id: string;
  readonly contactId: string;
  readonly address: string;
  readonly addressKey: string;
  readonly attempts: number;
  /** How often it was refused for a reason of ours, while others were accepted. */
  readonly refusals: number;
  /** How often it was put back because sending was paused at such a refusal. */
  readonly putBacks: number;
}

/** Where a row that was not handed over stands, and why. */
export interface UnhandedRecipient {
  readonly id: string;
  readonly state: string;
  readonly campaignStatus: string;
  readonly isTrashed: boolean;
  readonly hasOtherAddress: boolean;
  readonly suppression: SkipReason | null;
}

/** As the index over claims says it: SQLite uses it only for a query with the same words. */
const UNDER_WAY = sql`state IN ('claimed','handed')`;

/**
 * The ledger: one row per campaign, contact and channel. Every change of state is one UPDATE that names the state it may
 * start from; how many rows it changed is the answer. This file plans, claims and hands over; settling is in
 * RecipientOutcomeRepository.
 */
@Injectable()
export class RecipientRepository {
  /** Writes a batch of the audience; people who are in the ledger already are left as they are. */
  async plan(ctx: WorkspaceContext, campaignId: string, members: readonly AudienceMember[], now: string): Promise<void> {
    const inserted = await this.insert(ctx, campaignId, members, now);
    const left = members.filter((member) => member.skipReason === null && !inserted.has(member.contactId));
    if (left.length === 0) return;
    // Either an earlier delivery of the job planned them, or another contact with the same address comes first.
    await this.insert(
      ctx,
      campaignId,
      left.map((member) => ({ ...member, skipReason: 'duplicateAddress' })),
      now,
    );
  }

  /** Takes up to `limit` rows that are due. Two lanes never get the same row. */
  async claim(
    ctx: Context,
    campaignId: string,
    input: { token: string; limit: number; expiresAt: string; now: string },
  ): Promise<ClaimedRecipient[]> {
    // PostgreSQL: a second lane passes over rows that the first one is taking right now; SQLite has one writer at a time.
    const skipLocked = sql.if(isPostgres(ctx.manager), sql`FOR UPDATE SKIP LOCKED`);
    const rows = await queryRows<ClaimedRecipient>(
      ctx.manager,
      // Materialized: PostgreSQL may run a subquery that locks once for each row, and then its LIMIT is none.
      sql`WITH due AS MATERIALIZED (
            SELECT id FROM campaign_recipients WHERE campaign_id = ${campaignId} AND state = 'planned' AND next_attempt_at <= ${input.now}
            ORDER BY next_attempt_at, id LIMIT ${sql.raw(String(input.limit))} ${skipLocked})
          UPDATE campaign_recipients SET state = 'claimed', claim_token = ${input.token}, claim_expires_at = ${input.expiresAt}, updated_at = ${input.now}
          WHERE id IN (SELECT id FROM due) AND state = 'planned'
          RETURNING id, contact_id AS "contactId", address, address_key AS "addressKey", attempts, refusals, put_backs AS "putBacks"`,
    );
    // RETURNING promises no order; people are served in the order of the ledger.
    return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  }

  /**
   * The last look before the network, in one statement: the claim is still ours, the campaign is still being sent, the
   * workspace is not deleted, the person has not unsubscribed, is not in the trash and still has this address. Answers the ids that may go out now; their Message-ID
   * and attempt are stored with that.
   */
  async hand(
    ctx: WorkspaceContext,
    campaignId: string,
    input: { token: string; ids: readonly string[]; messageIdDomain: string; expiresAt: string; now: string },
  ): Promise<Set<string>> {
    if (input.ids.length === 0) return new Set();
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'handed', handed_at = ${input.now}, attempt_id = ${input.token}, attempts = attempts + 1,
            message_id = '<' || id || '@' || ${input.messageIdDomain} || '>', claim_expires_at = ${input.expiresAt}, error_code = NULL, error_message = NULL, updated_at = ${input.now}
          WHERE id IN (${sql.list(input.ids)}) AND state = 'claimed' AND claim_token = ${input.token}
            AND EXISTS (SELECT 1 FROM campaigns c WHERE c.id = ${campaignId} AND c.status = 'sending')
            AND EXISTS (SELECT 1 FROM workspaces w WHERE w.id = ${ctx.workspaceId} AND w.deleted_at IS NULL)
            AND EXISTS (SELECT 1 FROM base_contacts p WHERE p.id = contact_id AND p.deleted_at IS NULL AND p.email_key = address_key)
            AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = 'email' AND s.address_key = campaign_recipients.address_key)
          RETURNING id`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  async listUnhanded(ctx: WorkspaceContext, ids: readonly string[]): Promise<UnhandedRecipient[]> {
    const rows = await queryRows<
      Omit<UnhandedRecipient, 'isTrashed' | 'hasOtherAddress'> & { isTrashed: unknown; hasOtherAddress: unknown }
    >(
      ctx.manager,
      sql`SELECT r.id, r.state, CASE WHEN w.deleted_at IS NULL THEN c.status ELSE 'paused' END AS "campaignStatus", (p.id IS NULL OR p.deleted_at IS NOT NULL) AS "isTrashed",
                 (p.email_key IS NULL OR p.email_key <> r.address_key) AS "hasOtherAddress",
                 (SELECT s.reason FROM suppressions s WHERE s.workspace_id = r.workspace_id AND s.channel = 'email' AND s.address_key = r.address_key) AS suppression
          FROM campaign_recipients r JOIN campaigns c ON c.id = r.campaign_id JOIN workspaces w ON w.id = r.workspace_id LEFT JOIN base_contacts p ON p.id = r.contact_id
          WHERE r.workspace_id = ${ctx.workspaceId} AND r.id IN (${sql.list(ids)})`,
    );
    return rows.map((row) => ({ ...row, isTrashed: Boolean(row.isTrashed), hasOtherAddress: Boolean(row.hasOtherAddress) }));
  }

  async skip(ctx: WorkspaceContext, ids: readonly string[], reason: SkipReason, now: string): Promise<void> {
    if (ids.length === 0) return;
    await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'skipped', skip_reason = ${reason}, claim_token = NULL, claim_expires_at = NULL, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND state IN ('planned', 'claimed')`,
    );
  }

  /** Gives back what a lane claimed and did not hand over. */
  async release(ctx: Context, campaignId: string, token: string, now: string): Promise<number> {
    return execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'planned', claim_token = NULL, claim_expires_at = NULL, updated_at = ${now}
          WHERE campaign_id = ${campaignId} AND state = 'claimed' AND claim_token = ${token}`,
    );
  }

  /**
   * Rows whose hand-over was committed although the lane never heard of it, and which it therefore did not send. Also when they have
   * been called uncertain in the meantime. Answers the ids.
   */
  async takeBack(ctx: WorkspaceContext, token: string, ids: readonly string[], now: string): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'planned', claim_token = NULL, claim_expires_at = NULL, attempt_id = NULL, message_id = NULL, handed_at = NULL,
            attempts = attempts - 1, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND attempt_id = ${token} AND state IN ('handed', 'uncertain')
          RETURNING id`,
    );
    return rows.map(({ id }) => id);
  }

  /**
   * What an ended run left behind. Claimed: nothing was sent, so it is planned again. Handed: it may have been sent, so it is
   * uncertain. `lane` selects a lane's own leftovers (its tokens begin with its name, and it runs one job at a time), otherwise everything
   * whose time is up.
   */
  async recover(
    ctx: Context,
    which: { campaignId: string; lane: string } | { expiredAt: string } | 'everything',
    now: string,
  ): Promise<{ replanned: number; uncertain: number }> {
    const scope =
      which === 'everything'
        ? sql`1 = 1`
        : 'lane' in which
          ? sql`campaign_id = ${which.campaignId} AND claim_token LIKE ${`${which.lane}:%`}`
          : sql`claim_expires_at < ${which.expiredAt}`;
    const replanned = await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'planned', claim_token = NULL, claim_expires_at = NULL, updated_at = ${now} WHERE ${UNDER_WAY} AND state = 'claimed' AND ${scope}`,
    );
    const uncertain = await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'uncertain', next_ask_at = ${now}, claim_token = NULL, claim_expires_at = NULL, error_code = 'interrupted',
            error_message = 'The process ended while the answer of the mail server was due.', updated_at = ${now}
          WHERE ${UNDER_WAY} AND state = 'handed' AND ${scope}`,
    );
    return { replanned, uncertain };
  }

  /** Ends what a cancelled campaign did not send; at most `limit` rows at a time. */
  async skipRemaining(ctx: Context, campaignId: string, limit: number, now: string): Promise<number> {
    return execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'skipped', skip_reason = 'cancelled', claim_token = NULL, claim_expires_at = NULL, updated_at = ${now}
          WHERE id IN (SELECT id FROM campaign_recipients WHERE campaign_id = ${campaignId} AND state IN ('planned', 'claimed') ORDER BY id LIMIT ${sql.raw(String(limit))})
            AND state IN ('planned', 'claimed')`,
    );
  }

  /** When the next planned row is due; null when none is planned. */
  async nextDue(ctx: Context, campaignId: string): Promise<string | null> {
    const row = await queryOne<{ at: string | null }>(
      ctx.manager,
      sql`SELECT MIN(next_attempt_at) AS at FROM campaign_recipients WHERE campaign_id = ${campaignId} AND state = 'planned'`,
    );
    return row?.at ?? null;
  }

  /** Other recipients are under way or due before then, or the campaign is not being sent any more. */
  async hasOthersOpen(ctx: Context, campaignId: string, ids: readonly string[], before: string): Promise<boolean> {
    const others = sql`r.campaign_id = ${campaignId} AND r.id NOT IN (${sql.list(ids)})`;
    const row = await queryOne<{ open: unknown }>(
      ctx.manager,
      sql`SELECT 1 AS open FROM campaigns c WHERE c.id = ${campaignId} AND (c.status <> 'sending'
            OR EXISTS (SELECT 1 FROM campaign_recipients r WHERE ${others} AND r.state = 'claimed')
            OR EXISTS (SELECT 1 FROM campaign_recipients r WHERE ${others} AND r.state = 'handed')
            OR EXISTS (SELECT 1 FROM campaign_recipients r WHERE ${others} AND r.state = 'planned' AND r.next_attempt_at < ${before}))`,
    );
    return row !== null;
  }

  private async insert(ctx: WorkspaceContext, campaignId: string, members: readonly AudienceMember[], now: string): Promise<Set<string>> {
    const inserted = new Set<string>();
    for (let start = 0; start < members.length; start += ROWS_PER_STATEMENT) {
      const values = members.slice(start, start + ROWS_PER_STATEMENT).map(
        (member) => sql`(${newId()}, ${ctx.workspaceId}, ${campaignId}, ${member.contactId}, 'email', ${member.email}, ${member.emailKey},
          ${member.skipReason === null ? 'planned' : 'skipped'}, ${member.skipReason}, ${now}, ${now}, ${now})`,
      );
      const rows = await queryRows<{ contactId: string }>(
        ctx.manager,
        sql`INSERT INTO campaign_recipients (id, workspace_id, campaign_id, contact_id, channel, address, address_key, state, skip_reason, next_attempt_at, created_at, updated_at)
            VALUES ${sql.join(values, ', ')} ON CONFLICT DO NOTHING RETURNING contact_id AS "contactId"`,
      );
      for (const row of rows) inserted.add(row.contactId);
    }
    return inserted;
  }
}

/** Eleven parameters a row: far below the limits of both engines (32,766 and 65,535). */
const ROWS_PER_STATEMENT = 500;
