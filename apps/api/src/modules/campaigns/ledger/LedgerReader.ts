import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../../platform/context/Context.js';
import { queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../../platform/database/sql.js';
import { HELD_UNTIL } from '../abTests/AbTest.js';
import type { Addressing } from '../channels/Channel.js';
import { choiceOf } from '../choices.js';
import { type Cap, hasReached } from '../FrequencyCap.js';
import type { AskableRecipient, MessageOrigin, ReportedRecipient, UnhandedRecipient } from './ledgerRows.js';

const OF_ROW = ({ choiceKey }: Addressing): Parameters<typeof choiceOf>[0] => ({
  workspaceId: sql.raw('r.workspace_id'),
  channel: sql.raw('r.channel'),
  addressKey: sql.raw('r.address_key'),
  choiceKey: choiceKey && sql`p.${choiceKey}`,
});
const PERSON = { contactId: sql.raw('r.contact_id'), channel: sql.raw('r.channel'), campaignId: sql.raw('r.campaign_id') };
const reported = sql.raw(`id, campaign_id AS "campaignId", state, attempt_id AS "attemptId", message_id AS "messageId"`);

/** The ledger as sending asks about it. What people are shown of it is in LedgerFigures. */
@Injectable()
export class LedgerReader {
  /** Ids of the rows of these contacts, after one of them. */
  async listOfContacts(ctx: WorkspaceContext, contactIds: readonly string[], after: string, limit: number): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM campaign_recipients WHERE contact_id IN (${sql.list(contactIds)}) AND workspace_id || '' = ${ctx.workspaceId}
            AND id > ${after} ORDER BY id LIMIT ${limit}`,
    );
    return rows.map(({ id }) => id);
  }

  async listUnhanded(
    ctx: WorkspaceContext,
    addressing: Addressing,
    ids: readonly string[],
    { cap, ...choices }: Parameters<typeof choiceOf>[1] & { readonly cap: Cap | null },
  ): Promise<UnhandedRecipient[]> {
    const rows = await queryRows<
      Omit<UnhandedRecipient, 'isTrashed' | 'hasOtherAddress'> & { isTrashed: unknown; hasOtherAddress: unknown }
    >(
      ctx.manager,
      sql`SELECT r.id, r.state, CASE WHEN w.deleted_at IS NULL THEN c.status ELSE 'paused' END AS "campaignStatus", (p.id IS NULL OR p.deleted_at IS NOT NULL) AS "isTrashed",
                 (p.${addressing.key} IS NULL OR p.${addressing.key} <> r.address_key) AS "hasOtherAddress",
                 COALESCE((SELECT s.reason FROM suppressions s WHERE s.workspace_id = r.workspace_id AND s.channel = r.channel AND s.address_key = r.address_key),
                   ${choiceOf(OF_ROW(addressing), choices)}
                   ${cap ? sql`, CASE WHEN ${hasReached(cap, PERSON)} THEN 'frequencyCap' END` : sql.empty}) AS suppression
          FROM campaign_recipients r JOIN campaigns c ON c.id = r.campaign_id JOIN workspaces w ON w.id = r.workspace_id LEFT JOIN base_contacts p ON p.id = r.contact_id
          WHERE r.workspace_id = ${ctx.workspaceId} AND r.id IN (${sql.list(ids)})`,
    );
    return rows.map((row) => ({ ...row, isTrashed: Boolean(row.isTrashed), hasOtherAddress: Boolean(row.hasOtherAddress) }));
  }

  /** When the next planned row is due; null when none is planned. */
  async nextDue(ctx: Context, campaignId: string): Promise<string | null> {
    const row = await queryOne<{ at: string | null }>(
      ctx.manager,
      sql`SELECT MIN(next_attempt_at) AS at FROM campaign_recipients WHERE campaign_id = ${campaignId} AND state = 'planned'`,
    );
    return row?.at ?? null;
  }

  /** The next moments at which planned rows are due, after one, each once; as many as `limit`. Read by steps over the index, not row by row. */
  async momentsAfter(ctx: Context, campaignId: string, after: string, limit: number): Promise<string[]> {
    const next = (than: SqlFragment): SqlFragment =>
      sql`SELECT MIN(next_attempt_at) FROM campaign_recipients WHERE campaign_id = ${campaignId} AND state = 'planned' AND next_attempt_at > ${than}`;
    const rows = await queryRows<{ at: string }>(
      ctx.manager,
      sql`WITH RECURSIVE moments(at, place) AS (
            SELECT (${next(sql`${after}`)}), 1
            UNION ALL
            SELECT (${next(sql.raw('moments.at'))}), moments.place + 1 FROM moments WHERE moments.at IS NOT NULL AND moments.place < ${sql.raw(String(limit))})
          SELECT at FROM moments WHERE at IS NOT NULL ORDER BY at`,
    );
    return rows.map(({ at }) => at);
  }

  /** Of an A/B test: whether anyone waits for its decision, and whether someone in it was not tried even once. */
  async standOfTest(ctx: Context, campaignId: string): Promise<{ isHeld: boolean; isSampling: boolean }> {
    const own = sql`SELECT 1 FROM campaign_recipients r WHERE r.campaign_id = ${campaignId}`;
    const row = await queryOne<{ held: unknown; sampling: unknown }>(
      ctx.manager,
      sql`SELECT EXISTS (${own} AND r.state = 'planned' AND r.next_attempt_at = ${HELD_UNTIL}) AS held,
                 EXISTS (${own} AND r.state IN ('claimed', 'handed')) OR EXISTS (${own} AND r.state = 'planned' AND r.next_attempt_at < ${HELD_UNTIL} AND r.attempts = 0) AS sampling`,
    );
    return { isHeld: Boolean(row?.held), isSampling: Boolean(row?.sampling) };
  }

  /** Open rows of a contact in campaigns whose message went to another contact, or may have. */
  async listServedAs(ctx: WorkspaceContext, contactId: string, other: string): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT r.id FROM campaign_recipients r JOIN campaign_recipients o ON o.contact_id = ${other} AND o.campaign_id = r.campaign_id AND o.channel = r.channel
          WHERE r.contact_id = ${contactId} AND r.workspace_id || '' = ${ctx.workspaceId} AND r.state IN ('planned', 'claimed')
            AND o.state IN ('handed', 'accepted', 'delivered', 'uncertain')`,
    );
    return rows.map(({ id }) => id);
  }

  /** The next rows that wait for the decision of a test. */
  listHeld(ctx: WorkspaceContext, campaignId: string, limit: number): Promise<{ id: string; contactId: string }[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT id, contact_id AS "contactId" FROM campaign_recipients
          WHERE campaign_id = ${campaignId} AND workspace_id = ${ctx.workspaceId} AND state = 'planned' AND next_attempt_at = ${HELD_UNTIL}
          ORDER BY id LIMIT ${sql.raw(String(limit))}`,
    );
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

  /**
   * Uncertain rows whose provider may be asked now, with what is needed to ask. Each workspace gets its turn before any gets its second,
   * and a row that was asked in vain comes later: so one silent account does not keep the others waiting.
   */
  listAskable(ctx: Context, { now, limit, campaignId }: { now: string; limit: number; campaignId?: string }): Promise<AskableRecipient[]> {
    return queryRowsAside<AskableRecipient>(
      ctx.manager,
      sql`SELECT id, workspace_id AS "workspaceId", campaign_id AS "campaignId", attempt_id AS "attemptId", message_id AS "messageId", vendor_message_id AS "providerMessageId", handed_at AS "handedAt", address AS "to", asks
          FROM (SELECT id, workspace_id, campaign_id, attempt_id, message_id, vendor_message_id, handed_at, address, asks, next_ask_at, ROW_NUMBER() OVER (PARTITION BY workspace_id ORDER BY next_ask_at, id) AS place
                FROM campaign_recipients WHERE state = 'uncertain' AND next_ask_at <= ${now} AND attempt_id IS NOT NULL AND message_id IS NOT NULL
                ${sql.if(campaignId, sql`AND campaign_id = ${campaignId ?? ''}`)}) AS due
          ORDER BY place, next_ask_at, id LIMIT ${sql.raw(String(limit))}`,
    );
  }

  /** With its attempt, which settling it has to name. */
  findUncertain(ctx: WorkspaceContext, campaignId: string, id: string): Promise<{ id: string; attemptId: string } | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT id, attempt_id AS "attemptId" FROM campaign_recipients
          WHERE workspace_id = ${ctx.workspaceId} AND campaign_id = ${campaignId} AND id = ${id} AND state = 'uncertain' AND attempt_id IS NOT NULL`,
    );
  }

  /** The row that a report is about: by our id, else by the provider's. */
  async findReported(
    ctx: WorkspaceContext,
    { messageId, providerMessageId }: { messageId: string; providerMessageId?: string | null },
  ): Promise<ReportedRecipient | null> {
    const own = (column: 'message_id' | 'vendor_message_id', value: string): Promise<ReportedRecipient | null> =>
      queryOne(
        ctx.manager,
        sql`SELECT ${reported} FROM campaign_recipients WHERE workspace_id = ${ctx.workspaceId} AND ${sql.raw(column)} = ${value}`,
      );
    const known = messageId === '' ? null : await own('message_id', messageId);
    return known ?? (providerMessageId ? own('vendor_message_id', providerMessageId) : null);
  }

  /** Messages with one of these ids, but for those of people who were erased. */
  listOrigins(ctx: WorkspaceContext, messageIds: readonly string[]): Promise<MessageOrigin[]> {
    return this.originsBy(ctx, 'message_id', messageIds);
  }

  /** The same by the ids that a provider gave them. */
  listOriginsSentAs(ctx: WorkspaceContext, providerMessageIds: readonly string[]): Promise<MessageOrigin[]> {
    return this.originsBy(ctx, 'vendor_message_id', providerMessageIds);
  }

  /** The same by their rows. */
  listOriginsOfRows(ctx: WorkspaceContext, ids: readonly string[]): Promise<MessageOrigin[]> {
    return this.originsBy(ctx, 'id', ids);
  }

  private async originsBy(
    ctx: WorkspaceContext,
    column: 'id' | 'message_id' | 'vendor_message_id',
    ids: readonly string[],
  ): Promise<MessageOrigin[]> {
    if (ids.length === 0) return [];
    return queryRows(
      ctx.manager,
      sql`SELECT id, contact_id AS "contactId", address, message_id AS "messageId" FROM campaign_recipients
          WHERE workspace_id = ${ctx.workspaceId} AND ${sql.raw(column)} IN (${sql.list(ids)}) AND address IS NOT NULL AND message_id IS NOT NULL`,
    );
  }

  /** When this contact last did something with a message of a campaign, or a server said that one arrived. Null: never. */
  async lastSignOf(ctx: WorkspaceContext, contactId: string, channel: string): Promise<string | null> {
    const row = await queryOne<Record<'delivered' | 'opened' | 'clicked' | 'replied', string | null>>(
      ctx.manager,
      sql`SELECT MAX(delivered_at) AS delivered, MAX(COALESCE(last_opened_at, opened_at)) AS opened, MAX(COALESCE(last_clicked_at, clicked_at)) AS clicked,
            MAX(replied_at) AS replied FROM campaign_recipients WHERE contact_id = ${contactId} AND workspace_id = ${ctx.workspaceId} AND channel = ${channel}`,
    );
    const signs = row ? Object.values(row).filter((at) => at !== null) : [];
    return signs.sort().at(-1) ?? null;
  }

  /** With the name of the variant they got. */
  findById(ctx: WorkspaceContext, id: string): Promise<(ReportedRecipient & { readonly variant: string | null }) | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT ${reported}, (SELECT v.name FROM campaign_variants v WHERE v.id = variant_id) AS variant FROM campaign_recipients WHERE workspace_id = ${ctx.workspaceId} AND id = ${id}`,
    );
  }
}
