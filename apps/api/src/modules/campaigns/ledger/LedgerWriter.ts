import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { execute, isPostgres, queryRows, sql, type SqlFragment } from '../../../platform/database/sql.js';
import { afterCommit, UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import type { MessageOutcome } from '../../../platform/metrics/measured.js';
import { Metrics } from '../../../platform/metrics/Metrics.js';
import { HELD_UNTIL } from '../abTests/AbTest.js';
import type { Dealt } from '../abTests/split.js';
import type { AudienceMember } from '../AudienceRepository.js';
import type { Campaign } from '../CampaignRow.js';
import type { Addressing } from '../channels/Channel.js';
import { mayGet } from '../choices.js';
import { type Cap, hasReached } from '../FrequencyCap.js';
import type { SkipReason } from '../RecipientDtos.js';
import { type EndedRow, LedgerCounts } from './LedgerCounts.js';
import type { AcceptedRecipient, ClaimedRecipient, LaneOfCampaign, Refusal, Replan, TakenMessage } from './ledgerRows.js';

type PlannedCampaign = Pick<Campaign, 'id' | 'audience'> & Partial<Pick<Campaign, 'abTest'>>;

/** By contact: when a message is due. */
export type Moments = (contactId: string) => string;

/** The same for rows that are due now if not later: what has passed is due now. */
export function dueBy(momentOf: Moments | null, now: string): Moments {
  return (contactId) => {
    const moment = momentOf?.(contactId) ?? now;
    return moment > now ? moment : now;
  };
}

/** Eleven parameters a row: far below the limits of both engines (32,766 and 65,535). */
const ROWS_PER_STATEMENT = 500;
/** As the index over claims says it: SQLite uses it only for a query with the same words. */
const UNDER_WAY = sql.raw(`state IN ('claimed','handed')`);
/** Nobody holds the row any more. */
const FREED = sql.raw('claim_token = NULL, lane = NULL, claim_expires_at = NULL');
/** What says by which day an ended row is counted. */
const ENDED = sql.raw(`workspace_id AS "workspaceId", campaign_id AS "campaignId", handed_at AS "handedAt", created_at AS "createdAt"`);
/** Whose choices are asked for. */
const OF_ROW = ({ workspaceId }: WorkspaceContext, { choiceKey }: Addressing): Parameters<typeof mayGet>[0] => ({
  workspaceId: sql`${workspaceId}`,
  channel: sql.raw('campaign_recipients.channel'),
  addressKey: sql.raw('campaign_recipients.address_key'),
  choiceKey: choiceKey && sql`(SELECT e.${choiceKey} FROM base_contacts e WHERE e.id = contact_id AND e.workspace_id = ${workspaceId})`,
});
const PERSON = {
  contactId: sql.raw('campaign_recipients.contact_id'),
  channel: sql.raw('campaign_recipients.channel'),
  campaignId: sql.raw('campaign_recipients.campaign_id'),
};
/** As before the attempt. */
const UNTRIED = sql.raw('attempt_id = NULL, message_id = NULL, vendor_message_id = NULL, handed_at = NULL');

/**
 * The ledger, campaign_recipients: one row per campaign, contact and channel. Each act is one UPDATE that names the state it may start
 * from; how many rows it changed is the answer. Where an attempt ends, the statement names the attempt too: an answer that arrives late,
 * after the row was called uncertain, still counts for its own attempt and for no other. What is noted about a row afterwards is in
 * LedgerMarks; nobody else writes
 * the table, but for a merge of contacts, which moves their ids (platform/references).
 */
@Injectable()
export class LedgerWriter {
  constructor(
    private readonly metrics: Metrics,
    private readonly figures: LedgerCounts,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Before the first batch of a campaign, in the same unit of work: from here on its figures are kept. */
  begin(ctx: WorkspaceContext, { id }: Pick<Campaign, 'id'>): Promise<void> {
    return this.figures.begin(ctx, id);
  }

  /**
   * Writes a batch of the audience; people who are in the ledger already are left as they are. Answers who of them gets a message. Those of
   * an A/B test are held until they have a variant.
   * @param momentOf when each is due, if not at once; what has passed is due now
   */
  async plan(
    ctx: WorkspaceContext,
    campaign: PlannedCampaign,
    members: readonly AudienceMember[],
    now: string,
    momentOf: Moments | null = null,
  ): Promise<string[]> {
    const inserted = await this.insert(ctx, campaign, members, { now, momentOf });
    const left = members.filter((member) => member.skipReason === null && !inserted.has(member.contactId));
    const planned = members.filter(({ contactId, skipReason }) => skipReason === null && inserted.has(contactId));
    const plannedIds = planned.map(({ contactId }) => contactId);
    if (left.length === 0) return plannedIds;
    // Either an earlier delivery of the job planned them, or another contact with the same address comes first.
    await this.insert(
      ctx,
      campaign,
      left.map((member) => ({ ...member, skipReason: 'duplicateAddress' })),
      { now, momentOf: null },
    );
    return plannedIds;
  }

  /** Who is in the test, with the variant they get, and when. Once; in the unit of work that planned them. */
  async assign(ctx: WorkspaceContext, campaignId: string, dealt: readonly Dealt[], dueAt: Moments): Promise<void> {
    for (let start = 0; start < dealt.length; start += ROWS_PER_STATEMENT) {
      const values = dealt
        .slice(start, start + ROWS_PER_STATEMENT)
        .map(({ contactId, variantId }) => sql`(${contactId}, ${variantId}, ${dueAt(contactId)})`);
      await execute(
        ctx.manager,
        sql`WITH dealt(contact, variant, due) AS MATERIALIZED (VALUES ${sql.join(values, ', ')})
            UPDATE campaign_recipients SET variant_id = dealt.variant, variant_round = 'test', next_attempt_at = dealt.due
            FROM dealt WHERE campaign_id = ${campaignId} AND contact_id = dealt.contact AND workspace_id = ${ctx.workspaceId}
              AND state = 'planned' AND variant_id IS NULL`,
      );
    }
  }

  /** Those who waited for the decision get its variant: these rows, or so many of the next. Answers how many. */
  releaseHeld(
    ctx: WorkspaceContext,
    campaignId: string,
    variantId: string,
    { which, dueAt, now }: { readonly which: readonly string[] | number; readonly dueAt: string; readonly now: string },
  ): Promise<number> {
    const next = typeof which === 'number' ? sql`ORDER BY id LIMIT ${sql.raw(String(which))}` : sql`AND id IN (${sql.list(which)})`;
    return execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET variant_id = ${variantId}, variant_round = 'rest', next_attempt_at = ${dueAt}, updated_at = ${now}
          WHERE id IN (SELECT id FROM campaign_recipients WHERE campaign_id = ${campaignId} AND state = 'planned' AND next_attempt_at = ${HELD_UNTIL} ${next})
            AND workspace_id = ${ctx.workspaceId} AND state = 'planned' AND variant_id IS NULL`,
    );
  }

  /** Takes up to `limit` rows that are due. Two lanes never get the same row. */
  async claim(
    ctx: Context,
    { campaignId, lane }: LaneOfCampaign,
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
          UPDATE campaign_recipients SET state = 'claimed', claim_token = ${input.token}, lane = ${lane}, claim_expires_at = ${input.expiresAt}, updated_at = ${input.now}
          WHERE id IN (SELECT id FROM due) AND state = 'planned'
          RETURNING id, contact_id AS "contactId", address, address_key AS "addressKey", attempts, refusals, put_backs AS "putBacks", variant_id AS "variantId"`,
    );
    // RETURNING promises no order; people are served in the order of the ledger.
    return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  }

  /**
   * The last look before the network, in one statement: the claim is still ours, the campaign is still being sent, the workspace is not
   * deleted, the person has not unsubscribed, left the topic, paused or had enough, is not in the trash and still has this address. Answers the ids that may go out now;
   * their Message-ID and attempt are stored with that.
   */
  async hand(
    ctx: WorkspaceContext,
    { campaign, addressing }: { readonly campaign: PlannedCampaign; readonly addressing: Addressing },
    input: { token: string; messages: readonly { id: string; messageId: string }[]; cap: Cap | null; expiresAt: string; now: string },
  ): Promise<Set<string>> {
    if (input.messages.length === 0) return new Set();
    const messages = input.messages.map(({ id, messageId }) => sql`(${id}, ${messageId})`);
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      // Joined, not looked up row by row: a thousand messages are found a thousand times, not half a million.
      sql`WITH written(row_id, own_id) AS MATERIALIZED (VALUES ${sql.join(messages, ', ')})
          UPDATE campaign_recipients SET state = 'handed', handed_at = ${input.now}, attempt_id = ${input.token}, attempts = attempts + 1, message_id = written.own_id,
            claim_expires_at = ${input.expiresAt}, error_code = NULL, error_message = NULL, updated_at = ${input.now}
          FROM written WHERE campaign_recipients.id = written.row_id AND state = 'claimed' AND claim_token = ${input.token}
            AND EXISTS (SELECT 1 FROM campaigns c WHERE c.id = ${campaign.id} AND c.status = 'sending')
            AND EXISTS (SELECT 1 FROM workspaces w WHERE w.id = ${ctx.workspaceId} AND w.deleted_at IS NULL)
            AND EXISTS (SELECT 1 FROM base_contacts p WHERE p.id = contact_id AND p.deleted_at IS NULL AND p.${addressing.key} = address_key)
            AND NOT EXISTS (SELECT 1 FROM suppressions s WHERE s.workspace_id = ${ctx.workspaceId} AND s.channel = campaign_recipients.channel AND s.address_key = campaign_recipients.address_key)
            AND ${mayGet(OF_ROW(ctx, addressing), { topicId: campaign.audience.topicId, now: input.now })}
            ${input.cap ? sql`AND NOT (${hasReached(input.cap, PERSON)})` : sql.empty}
          RETURNING id`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  async skip(ctx: WorkspaceContext, ids: readonly string[], reason: SkipReason, now: string): Promise<void> {
    if (ids.length === 0) return;
    const rows = await queryRows<EndedRow>(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'skipped', skip_reason = ${reason}, ${FREED}, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND state IN ('planned', 'claimed') RETURNING ${ENDED}`,
    );
    this.figures.ended(ctx, 'skipped', rows);
  }

  /**
   * Takes people who are erased out of their rows, which stay without an address: they are what was sent. Who waits is skipped. Answers
   * the ids of the rows.
   */
  async erase(ctx: WorkspaceContext, contactIds: readonly string[], now: string): Promise<string[]> {
    // As an expression: as a column, SQLite may read all rows of the workspace by it.
    const theirs = sql`contact_id IN (${sql.list(contactIds)}) AND workspace_id || '' = ${ctx.workspaceId}`;
    const skipped = await queryRows<EndedRow>(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'skipped', skip_reason = 'trashed', ${FREED}, updated_at = ${now}
          WHERE ${theirs} AND state IN ('planned', 'claimed') RETURNING ${ENDED}`,
    );
    this.figures.ended(ctx, 'skipped', skipped);
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`UPDATE campaign_recipients SET address = NULL, address_key = NULL, error_message = NULL WHERE ${theirs} RETURNING id`,
    );
    return rows.map(({ id }) => id);
  }

  /** Ends what a cancelled campaign did not send; at most `limit` rows at a time. Answers how many. */
  skipRemaining(ctx: Context, campaignId: string, limit: number, now: string): Promise<number> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const rows = await queryRows<EndedRow>(
        ctx.manager,
        sql`UPDATE campaign_recipients SET state = 'skipped', skip_reason = 'cancelled', ${FREED}, updated_at = ${now}
            WHERE id IN (SELECT id FROM campaign_recipients WHERE campaign_id = ${campaignId} AND state IN ('planned', 'claimed') ORDER BY id LIMIT ${sql.raw(String(limit))})
              AND state IN ('planned', 'claimed')
            RETURNING ${ENDED}`,
      );
      this.figures.ended(ctx, 'skipped', rows);
      return rows.length;
    });
  }

  /** Gives back what a run claimed and did not hand over. */
  async release(ctx: Context, campaignId: string, token: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'planned', ${FREED}, updated_at = ${now}
          WHERE campaign_id = ${campaignId} AND state = 'claimed' AND claim_token = ${token}`,
    );
  }

  /** Gives back claimed rows that are not due before then. */
  async putOff(ctx: WorkspaceContext, token: string, ids: readonly string[], dueAt: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'planned', ${FREED}, next_attempt_at = ${dueAt}, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND state = 'claimed' AND claim_token = ${token}`,
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
      sql`UPDATE campaign_recipients SET state = 'planned', ${FREED}, ${UNTRIED}, attempts = attempts - 1, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND attempt_id = ${token} AND state IN ('handed', 'uncertain')
          RETURNING id`,
    );
    return rows.map(({ id }) => id);
  }

  /**
   * What an ended run left behind. Claimed: nothing was sent, so it is planned again. Handed: it may have been sent, so it is uncertain.
   * A lane has its own leftovers only (it runs one job at a time); otherwise it is everything whose time is up.
   */
  async recover(
    ctx: Context,
    which: LaneOfCampaign | { expiredAt: string } | 'everything',
    now: string,
  ): Promise<{ replanned: number; uncertain: number }> {
    const scope =
      which === 'everything'
        ? sql`1 = 1`
        : 'lane' in which
          ? sql`campaign_id = ${which.campaignId} AND lane = ${which.lane}`
          : sql`claim_expires_at < ${which.expiredAt}`;
    const replanned = await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'planned', ${FREED}, updated_at = ${now} WHERE ${UNDER_WAY} AND state = 'claimed' AND ${scope}`,
    );
    const uncertain = await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'uncertain', next_ask_at = ${now}, ${FREED}, error_code = 'interrupted',
            error_message = 'Rapport stopped unexpectedly before the mail server answered.', updated_at = ${now}
          WHERE ${UNDER_WAY} AND state = 'handed' AND ${scope}`,
    );
    return { replanned, uncertain };
  }

  /** Answers those that became accepted by this; the others knew it already or belong to another attempt. */
  async accept(ctx: WorkspaceContext, attemptId: string, taken: readonly TakenMessage[], now: string): Promise<AcceptedRecipient[]> {
    if (taken.length === 0) return [];
    // A mail server gives no ids: then the statement is the shorter one.
    const named = taken.some(({ providerMessageId }) => providerMessageId !== null);
    const values = (): SqlFragment =>
      sql.join(
        taken.map(({ id, providerMessageId }) => sql`(${id}, ${providerMessageId})`),
        ', ',
      );
    const rows = await queryRows<AcceptedRecipient>(
      ctx.manager,
      sql`${sql.if(named, () => sql`WITH taken(row_id, their_id) AS MATERIALIZED (VALUES ${values()})`)}
          UPDATE campaign_recipients SET state = 'accepted', accepted_at = ${now}, sent_message_id = id, ${FREED}, error_code = NULL, error_message = NULL, updated_at = ${now}
            ${sql.if(named, sql`, vendor_message_id = COALESCE(taken.their_id, vendor_message_id) FROM taken`)}
          WHERE workspace_id = ${ctx.workspaceId} AND ${named ? sql`id = taken.row_id` : sql`id IN (${sql.list(taken.map(({ id }) => id))})`}
            AND attempt_id = ${attemptId} AND state IN ('handed', 'uncertain')
          RETURNING id, contact_id AS "contactId", campaign_id AS "campaignId", channel`,
    );
    this.count(ctx, 'accepted', rows.length);
    this.figures.accepted(ctx, rows, now);
    return rows;
  }

  async fail(ctx: WorkspaceContext, attemptId: string, id: string, error: Refusal, now: string): Promise<boolean> {
    const rows = await queryRows<EndedRow>(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'failed', ${FREED}, error_code = ${error.code}, error_message = ${error.message}, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}
            AND ((attempt_id = ${attemptId} AND state IN ('handed', 'uncertain')) OR (claim_token = ${attemptId} AND state = 'claimed'))
          RETURNING ${ENDED}`,
    );
    this.count(ctx, 'failed', rows.length);
    this.figures.ended(ctx, 'failed', rows);
    return rows.length > 0;
  }

  /**
   * Planned again: it is certain that nothing was sent. An attempt that was not about the message is not counted. Answers the ids of those
   * that were still open.
   */
  async replan(ctx: WorkspaceContext, attemptId: string, ids: readonly string[], input: Replan, now: string): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'planned', ${FREED}, ${UNTRIED},
            attempts = attempts - ${input.isCounted ? 0 : 1}, refusals = refusals + ${input.isRefusal ? 1 : 0}, put_backs = put_backs + ${input.isPutBack ? 1 : 0},
            next_attempt_at = ${input.dueAt}, error_code = ${input.code}, error_message = ${input.message}, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND attempt_id = ${attemptId} AND state IN ('handed', 'uncertain')
          RETURNING id`,
    );
    this.count(ctx, 'retried', rows.length);
    return rows.map(({ id }) => id);
  }

  /** They may have been sent or not. `providerMessageId`: of one of them alone. */
  async doubt(
    ctx: WorkspaceContext,
    attemptId: string,
    { ids, providerMessageId }: { readonly ids: readonly string[]; readonly providerMessageId: string | null },
    error: Refusal,
    now: string,
  ): Promise<void> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaign_recipients SET state = 'uncertain', next_ask_at = ${now}, ${FREED}, vendor_message_id = COALESCE(${providerMessageId}, vendor_message_id),
            error_code = ${error.code}, error_message = ${error.message}, updated_at = ${now}
          WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)}) AND attempt_id = ${attemptId} AND state = 'handed'`,
    );
    this.count(ctx, 'uncertain', changed);
  }

  private async insert(
    ctx: WorkspaceContext,
    { id, audience, abTest }: PlannedCampaign,
    members: readonly AudienceMember[],
    { now, momentOf }: { readonly now: string; readonly momentOf: Moments | null },
  ): Promise<Set<string>> {
    const inserted = new Set<string>();
    const dueAt = abTest ? (): string => HELD_UNTIL : dueBy(momentOf, now);
    for (let start = 0; start < members.length; start += ROWS_PER_STATEMENT) {
      const values = members.slice(start, start + ROWS_PER_STATEMENT).map(
        (
          member,
        ) => sql`(${newId()}, ${ctx.workspaceId}, ${id}, ${member.contactId}, ${audience.channel}, ${member.address}, ${member.addressKey},
          ${member.skipReason === null ? 'planned' : 'skipped'}, ${member.skipReason}, ${dueAt(member.contactId)}, ${now}, ${now})`,
      );
      const rows = await queryRows<{ contactId: string }>(
        ctx.manager,
        sql`INSERT INTO campaign_recipients (id, workspace_id, campaign_id, contact_id, channel, address, address_key, state, skip_reason, next_attempt_at, created_at, updated_at)
            VALUES ${sql.join(values, ', ')} ON CONFLICT DO NOTHING RETURNING contact_id AS "contactId"`,
      );
      const fresh = new Set(rows.map(({ contactId }) => contactId));
      for (const contactId of fresh) inserted.add(contactId);
      const skipped = members.filter(({ contactId, skipReason }) => skipReason !== null && fresh.has(contactId));
      this.figures.planned(ctx, id, { recipients: fresh.size, skipped: skipped.length }, now);
    }
    return inserted;
  }

  private count({ manager }: Context, outcome: MessageOutcome, count: number): void {
    afterCommit(manager, () => this.metrics.messagesSettled(outcome, count));
  }
}
