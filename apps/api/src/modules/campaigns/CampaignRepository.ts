import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, type Keyset, type KeysetColumns, orderAndLimit, toPage } from '../../platform/database/keyset.js';
import { newId } from '../../platform/database/ids.js';
import { execute, queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { Page } from '../../platform/http/Page.js';
import { countVariantsByTemplate, loadVariants, pinVariants, replaceVariants } from './abTests/variantRows.js';
import type { ListCampaignsQuery } from './CampaignDtos.js';
import {
  type Campaign,
  type CampaignDraft,
  campaignOf,
  type CampaignRow,
  type ChannelName,
  storedAbTest,
  storedAudience,
  storedTracking,
} from './CampaignRow.js';
import { campaignMoves, type CampaignMove, type CampaignStatus } from './campaignTransitions.js';
import { hasRows } from './ledger/openRows.js';

/** What changes together with the status. */
export interface MoveChanges {
  readonly statusReason?: string | null;
  readonly templateVersionId?: string;
  /** Those of variants with a template of their own, by variant. */
  readonly variantVersions?: ReadonlyMap<string, string>;
  readonly senderType?: string;
  readonly senderAccountId?: string | null;
  readonly linkHost?: string | null;
  readonly scheduledAt?: string | null;
  /** What its author wrote. */
  readonly draft?: CampaignDraft;
}

/**
 * Which campaigns a move is about. `version`: only as it was read. `unlessMovedSince`: of a workspace that was deleted at that time, those
 * that have stood still since, or all of them while it is still deleted.
 */
export type MovedCampaigns =
  | { readonly id: string; readonly workspaceId: string; readonly version?: number }
  | { readonly workspaceId: string; readonly unlessMovedSince: string }
  | 'everywhere';

const columns =
  sql.raw(`id, workspace_id AS "workspaceId", name, type, template_id AS "templateId", template_version_id AS "templateVersionId",
  subject, text_body AS text, from_name AS "fromName", from_email AS "fromEmail", reply_to AS "replyTo", segment_json AS audience, schedule_json AS schedule, tracking_json AS tracking,
  ab_test_json AS "abTest", ab_expected AS expected, ab_dealt AS dealt, ab_decides_at AS "decidesAt", ab_asked_at AS "askedAt", status, status_reason AS "statusReason", version, sender_type AS "senderType", sender_account_id AS "senderAccountId", link_host AS "linkHost", created_by AS "createdBy", expanded_at AS "expandedAt",
  expand_cursor AS "expandCursor", scheduled_at AS "scheduledAt", started_at AS "startedAt", finished_at AS "finishedAt", series_id AS "seriesId", occurs_at AS "occursAt", paced_until AS "pacedUntil",
  created_at AS "createdAt", updated_at AS "updatedAt"`);

const sortColumns: Readonly<Record<string, { column: string; key: (campaign: Campaign) => string }>> = {
  updatedAt: { column: 'c.updated_at', key: (campaign) => campaign.updatedAt },
  createdAt: { column: 'c.created_at', key: (campaign) => campaign.createdAt },
  name: { column: 'c.name', key: (campaign) => campaign.name },
};

/** The only file that queries the table `campaigns`. */
@Injectable()
export class CampaignRepository {
  async find(ctx: WorkspaceContext, id: string): Promise<Campaign | null> {
    const row = await queryOne<CampaignRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM campaigns c WHERE c.workspace_id = ${ctx.workspaceId} AND c.id = ${id}`,
    );
    return row && first(await withVariants(ctx, [row]));
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, name FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async listByIds(ctx: WorkspaceContext, ids: readonly string[]): Promise<Campaign[]> {
    const rows = await queryRows<CampaignRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM campaigns c WHERE c.workspace_id = ${ctx.workspaceId} AND c.id IN (${sql.list(ids)})`,
    );
    return withVariants(ctx, rows);
  }

  /** The last ones that were sent before a moment, newest first. */
  async listSentBefore(ctx: WorkspaceContext, type: ChannelName, before: string, limit: number): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND type = ${type} AND status = 'sent' AND started_at < ${before}
          ORDER BY started_at DESC, id DESC LIMIT ${limit}`,
    );
    return rows.map(({ id }) => id);
  }

  /** Campaigns that have not ended yet and name a segment. */
  async listUsingSegment(ctx: WorkspaceContext, segmentId: string): Promise<{ id: string; name: string }[]> {
    const rows = await queryRows<CampaignRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM campaigns c WHERE c.workspace_id = ${ctx.workspaceId} AND c.status NOT IN ('sent', 'cancelled')
          AND c.segment_json LIKE ${`%${segmentId}%`} ORDER BY c.updated_at DESC, c.id`,
    );
    return rows
      .map((row) => campaignOf(row))
      .filter(({ audience }) => [...audience.segmentIds, ...audience.excludeSegmentIds].includes(segmentId))
      .map(({ id, name }) => ({ id, name }));
  }

  /** For jobs, which know the campaign and not yet its workspace. */
  async findAnywhere(ctx: Context, id: string): Promise<Campaign | null> {
    const row = await queryOne<CampaignRow>(ctx.manager, sql`SELECT ${columns} FROM campaigns c WHERE c.id = ${id}`);
    return row && first(await withVariants(ctx, [row]));
  }

  async list(ctx: WorkspaceContext, query: ListCampaignsQuery): Promise<Page<Campaign>> {
    const [direction, name] = query.sort?.startsWith('-')
      ? (['desc', query.sort.slice(1)] as const)
      : query.sort
        ? (['asc', query.sort] as const)
        : (['desc', 'updatedAt'] as const);
    const { column, key } = sortColumns[name] ?? { column: 'c.updated_at', key: (campaign: Campaign) => campaign.updatedAt };
    const keyset: KeysetColumns = { [column]: 'text', 'c.id': 'text' };
    // Only this order has an index; any other sorts all campaigns, and a filter may walk them to find none.
    const isShort = name === 'updatedAt' && !query.status && !query.search;
    const rows = await (isShort ? queryRows : queryRowsAside)<CampaignRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM campaigns c WHERE c.workspace_id = ${ctx.workspaceId}
          ${sql.if(query.status, sql`AND c.status = ${query.status}`)}
          ${sql.if(query.search, sql`AND LOWER(c.name) LIKE ${likePattern(query.search ?? '')} ESCAPE '\\'`)}
          ${afterCursor(keyset, query.cursor, direction)} ${orderAndLimit(keyset, direction, query.limit)}`,
    );
    return toPage(
      rows.map((row) => campaignOf(row)),
      query.limit,
      (campaign): Keyset => [key(campaign), campaign.id],
      (campaign) => campaign,
    );
  }

  async insert(
    ctx: WorkspaceContext,
    input: { id: string; draft: CampaignDraft; templateVersionId: string | null; createdBy: string | null; now: string },
  ): Promise<void> {
    const { draft } = input;
    await execute(
      ctx.manager,
      sql`INSERT INTO campaigns (id, workspace_id, name, type, template_id, template_version_id, subject, text_body, from_name, from_email, reply_to, segment_json, schedule_json, tracking_json, ab_test_json,
            status, version, created_by, created_at, updated_at)
          VALUES (${input.id}, ${ctx.workspaceId}, ${draft.name}, ${draft.audience.channel}, ${draft.templateId}, ${input.templateVersionId}, ${draft.subject}, ${draft.text}, ${draft.fromName},
            ${draft.fromEmail}, ${draft.replyTo}, ${storedAudience(draft.audience)}, ${JSON.stringify(draft.schedule)}, ${storedTracking(draft.tracking)}, ${storedAbTest(draft.abTest)}, 'draft', 1, ${input.createdBy}, ${input.now}, ${input.now})`,
    );
    const owner = { workspaceId: ctx.workspaceId, campaignId: input.id };
    if (draft.abTest) await replaceVariants(ctx, owner, draft.abTest.variants, input.now);
  }

  /** What a recurring campaign sends on one of its dates: the same in everything that is approved. */
  async insertOccurrence(
    ctx: WorkspaceContext,
    series: Campaign,
    input: { id: string; name: string; occursAt: string; startsAt: string; now: string },
  ): Promise<void> {
    const { id, name, occursAt, startsAt, now } = input;
    await execute(
      ctx.manager,
      sql`INSERT INTO campaigns (id, workspace_id, name, type, template_id, template_version_id, subject, text_body, from_name, from_email, reply_to, segment_json, schedule_json, tracking_json,
            ab_test_json, status, version, created_by, series_id, occurs_at, scheduled_at, created_at, updated_at)
          SELECT ${id}, workspace_id, ${name}, type, template_id, template_version_id, subject, text_body, from_name, from_email, reply_to, segment_json, schedule_json, tracking_json,
            ab_test_json, 'scheduled', 1, created_by, id, ${occursAt}, ${startsAt}, ${now}, ${now} FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND id = ${series.id}`,
    );
    // Each date tests anew: with variants of its own, in the versions that were approved.
    const variants = (series.abTest?.variants ?? []).map((variant) => ({ ...variant, id: newId() }));
    await replaceVariants(ctx, { workspaceId: series.workspaceId, campaignId: id }, variants, now);
  }

  /**
   * Makes a move of those campaigns that stand where it may start, in one statement; the rows it changed are the answer, as they are
   * afterwards. For CampaignStateMachine alone, which tells the audit log.
   */
  async move(ctx: Context, which: MovedCampaigns, move: CampaignMove, now: string, changes: MoveChanges = {}): Promise<Campaign[]> {
    const { from, to, isStart, isEnd, isBeforeStart } = campaignMoves[move];
    const sets: SqlFragment[] = [
      sql`updated_at = ${now}`,
      sql`version = version + 1`,
      sql`status_reason = ${changes.statusReason ?? null}`,
    ];
    if (to) sets.push(sql`status = ${to}`);
    if (changes.templateVersionId !== undefined) sets.push(sql`template_version_id = ${changes.templateVersionId}`);
    if (changes.senderType !== undefined) sets.push(sql`sender_type = ${changes.senderType}`);
    if (changes.senderAccountId !== undefined) sets.push(sql`sender_account_id = ${changes.senderAccountId}`);
    if (changes.linkHost !== undefined) sets.push(sql`link_host = ${changes.linkHost}`);
    if (changes.scheduledAt !== undefined) sets.push(sql`scheduled_at = ${changes.scheduledAt}`);
    if (isStart) sets.push(sql`started_at = COALESCE(started_at, ${now})`);
    if (isEnd !== undefined) sets.push(sql`finished_at = ${isEnd ? now : null}`);
    if (changes.draft) sets.push(...draftSets(changes.draft));
    const rows = await queryRows<CampaignRow>(
      ctx.manager,
      sql`UPDATE campaigns SET ${sql.join(sets, ', ')} WHERE ${scopeOf(which)} AND status IN (${sql.list(from)})
          ${sql.if(isBeforeStart, sql`AND started_at IS NULL AND series_id IS NULL`)}
          ${sql.if(move === 'finish', () => sql`AND expanded_at IS NOT NULL AND NOT ${hasRows('campaigns.id', ['planned', 'claimed', 'handed'])}`)}
          ${sql.if(to === 'sending', sql`AND EXISTS (SELECT 1 FROM workspaces w WHERE w.id = campaigns.workspace_id AND w.deleted_at IS NULL)`)}
          RETURNING ${columns}`,
    );
    for (const { id: campaignId, workspaceId } of rows) {
      if (changes.draft) await replaceVariants(ctx, { workspaceId, campaignId }, changes.draft.abTest?.variants ?? [], now);
      if (changes.variantVersions) await pinVariants(ctx, campaignId, changes.variantVersions);
    }
    return withVariants(ctx, rows);
  }

  async delete(ctx: WorkspaceContext, id: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`DELETE FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND id = ${id} AND status IN (${sql.list(campaignMoves.delete.from)})`,
    );
    return changed > 0;
  }

  /** Moves the expansion on, if it still stands where it was read: a job that was delivered twice does nothing the second time. */
  async advanceExpansion(
    ctx: Context,
    id: string,
    input: { from: string | null; to: string | null; finishedAt: string | null },
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaigns SET expand_cursor = ${input.to}, expanded_at = ${input.finishedAt}
          WHERE id = ${id} AND expanded_at IS NULL AND COALESCE(expand_cursor, '') = ${input.from ?? ''} AND status IN ('sending', 'paused')`,
    );
    return changed > 0;
  }

  /** In the unit of work that writes the first of its audience into the ledger. */
  async beginTest(ctx: WorkspaceContext, id: string, expected: number): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE campaigns SET ab_expected = ${expected}, ab_dealt = 0 WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  async addDealt(ctx: WorkspaceContext, id: string, people: number): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE campaigns SET ab_dealt = COALESCE(ab_dealt, 0) + ${people} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** When the test is decided, or that a person was asked; said once. False when it was said already. */
  async noteTest(ctx: WorkspaceContext, id: string, note: { readonly decidesAt: string } | { readonly askedAt: string }): Promise<boolean> {
    const [column, at] = 'decidesAt' in note ? [sql.raw('ab_decides_at'), note.decidesAt] : [sql.raw('ab_asked_at'), note.askedAt];
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaigns SET ${column} = ${at} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND ${column} IS NULL AND status = 'sending'`,
    );
    return changed > 0;
  }

  async listByStatus(ctx: Context, statuses: readonly CampaignStatus[], dueBefore?: string): Promise<Campaign[]> {
    const rows = await queryRows<CampaignRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM campaigns c WHERE c.status IN (${sql.list(statuses)}) ${sql.if(dueBefore, sql`AND c.scheduled_at <= ${dueBefore ?? ''}`)} ORDER BY c.id`,
    );
    return withVariants(ctx, rows);
  }

  /** Why a campaign that is being sent waits, or that it does not. False when that was known. */
  async noteWaiting(ctx: WorkspaceContext, id: string, reason: string | null): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaigns SET status_reason = ${reason} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND status = 'sending'
            AND COALESCE(status_reason, '') <> ${reason ?? ''}`,
    );
    return changed > 0;
  }

  async pacedUntil(ctx: WorkspaceContext, id: string): Promise<string | null> {
    const row = await queryOne<{ at: string | null }>(
      ctx.manager,
      sql`SELECT paced_until AS at FROM campaigns WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
    return row?.at ?? null;
  }

  /** Takes time of its limit for an hour. False when another lane was faster. */
  async pace(
    ctx: WorkspaceContext,
    id: string,
    { seen, until }: { readonly seen: string | null; readonly until: string },
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE campaigns SET paced_until = ${until} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND COALESCE(paced_until, '') = ${seen ?? ''}`,
    );
    return changed > 0;
  }

  /** By sender account, how many campaigns are on their way through it. */
  async countBySender(ctx: WorkspaceContext): Promise<Map<string, number>> {
    const rows = await queryRows<{ id: string; count: number }>(
      ctx.manager,
      sql`SELECT sender_account_id AS id, COUNT(*) AS count FROM campaigns WHERE workspace_id = ${ctx.workspaceId}
            AND status IN ('sending','paused') AND sender_account_id IS NOT NULL GROUP BY sender_account_id`,
    );
    return new Map(rows.map(({ id, count }) => [id, Number(count)]));
  }

  async listSendingThrough(ctx: WorkspaceContext, accountId: string): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND sender_account_id = ${accountId} AND status = 'sending' ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  }

  /** How many campaigns use each of these templates. */
  async countByTemplate(ctx: WorkspaceContext, templateIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await queryRowsAside<{ id: string; count: number }>(
      ctx.manager,
      sql`SELECT template_id AS id, COUNT(*) AS count FROM campaigns WHERE workspace_id = ${ctx.workspaceId} AND template_id IN (${sql.list(templateIds)}) GROUP BY template_id`,
    );
    const counts = new Map(rows.map(({ id, count }) => [id, Number(count)]));
    for (const [id, count] of await countVariantsByTemplate(ctx, templateIds)) counts.set(id, (counts.get(id) ?? 0) + count);
    return counts;
  }

  /** Campaigns that have ended although their ledger still holds people who were not written to. `since`: that ended then or later. */
  async listUnclosed(ctx: Context, status: 'cancelled' | 'sent', since?: string): Promise<Campaign[]> {
    const rows = await queryRows<CampaignRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM campaigns c WHERE c.status = ${status} ${sql.if(since, sql`AND c.finished_at >= ${since ?? ''}`)}
          AND ${hasRows('c.id', ['planned', 'claimed'])}`,
    );
    return withVariants(ctx, rows);
  }
}

/** One more statement, and only where a campaign has variants. */
async function withVariants(ctx: Context, rows: readonly CampaignRow[]): Promise<Campaign[]> {
  const tested = rows.filter(({ abTest }) => abTest !== null).map(({ id }) => id);
  const variants = await loadVariants(ctx, tested);
  return rows.map((row) => campaignOf(row, variants.get(row.id)));
}

function first(campaigns: readonly Campaign[]): Campaign | null {
  return campaigns[0] ?? null;
}

function scopeOf(which: MovedCampaigns): SqlFragment {
  if (which === 'everywhere') return sql`1 = 1`;
  if ('id' in which)
    return sql`id = ${which.id} AND workspace_id = ${which.workspaceId} ${sql.if(which.version !== undefined, sql`AND version = ${which.version ?? 0}`)}`;
  return sql`workspace_id = ${which.workspaceId} AND (updated_at <= ${which.unlessMovedSince}
    OR EXISTS (SELECT 1 FROM workspaces w WHERE w.id = campaigns.workspace_id AND w.deleted_at IS NOT NULL))`;
}

/** Whatever was pinned or planned for the text before does not hold for this one. */
function draftSets({
  name,
  templateId,
  subject,
  text,
  fromName,
  fromEmail,
  replyTo,
  audience,
  schedule,
  tracking,
  abTest,
}: CampaignDraft): SqlFragment[] {
  return [
    sql`name = ${name}`,
    sql`template_id = ${templateId}`,
    sql`template_version_id = NULL`,
    sql`subject = ${subject}`,
    sql`text_body = ${text}`,
    sql`from_name = ${fromName}`,
    sql`from_email = ${fromEmail}`,
    sql`reply_to = ${replyTo}`,
    sql`segment_json = ${storedAudience(audience)}`,
    sql`schedule_json = ${JSON.stringify(schedule)}`,
    sql`tracking_json = ${storedTracking(tracking)}`,
    sql`ab_test_json = ${storedAbTest(abTest)}`,
    sql`scheduled_at = NULL`,
  ];
}

function likePattern(search: string): string {
  return `%${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}
