import { Injectable } from '@nestjs/common';
import { descriptorOf, type SenderType } from '@rapport/providers';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, isPostgres, queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { SenderChannel, SenderState } from './SenderDtos.js';

/** What an account may send, and what of it is used. */
export interface SenderLimits {
  readonly ratePerMinute: number | null;
  /** ISO 8601 UTC: until when its time is given away. Empty: never yet. */
  readonly pacedUntil: string;
  readonly quotaPerDay: number | null;
  readonly quotaUsed: number;
  /** The day that was counted, in the time zone of the workspace. Empty: none yet. */
  readonly quotaDay: string;
}

export interface SenderRow extends SenderLimits {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  /** JSON: StoredConfig. */
  readonly config: string;
  /** Rises with the settings and with the keys that sign, and with nothing else. */
  readonly version: number;
  readonly state: SenderState;
  readonly stateReason: string | null;
  readonly lastTest: string | null;
  readonly lastTestedAt: string | null;
  readonly lastReportAt: string | null;
  readonly updatedAt: string;
}

export interface StoredSender extends Pick<SenderRow, 'id' | 'type' | 'config' | 'updatedAt'> {
  readonly workspaceId: string;
}

/** What a person decides about an account beside its settings. */
export interface SenderTraits {
  readonly name: string;
  readonly ratePerMinute: number | null;
  readonly quotaPerDay: number | null;
}

const columns =
  sql.raw(`a.id, a.kind AS type, a.name, a.settings_json AS config, a.settings_version AS version, a.state, a.state_reason AS "stateReason",
  a.last_test_json AS "lastTest", a.last_tested_at AS "lastTestedAt", a.last_report_at AS "lastReportAt", a.updated_at AS "updatedAt", a.rate_per_minute AS "ratePerMinute",
  a.paced_until AS "pacedUntil", a.quota_per_day AS "quotaPerDay", a.quota_used AS "quotaUsed", a.quota_day AS "quotaDay"`);

/** A sample workspace sends to the mail lab, whatever is stored. */
const isNoSample = (ctx: WorkspaceContext): SqlFragment =>
  sql`NOT EXISTS (SELECT 1 FROM workspaces w WHERE w.id = ${ctx.workspaceId} AND w.is_sample = ${true})`;

/** The only file that queries sender_accounts and workspace_email_providers, which names the active one; none means the mail lab. */
@Injectable()
export class SenderRepository {
  /**
   * The active account, or the one that a campaign was begun with as long as the workspace has not gone back to the mail lab. Null for a
   * sample workspace too.
   */
  find(ctx: WorkspaceContext, begunWith: string | null = null): Promise<SenderRow | null> {
    const which =
      begunWith === null ? sql`p.account_id` : sql`CASE p.provider_type WHEN 'mail_lab' THEN p.account_id ELSE ${begunWith} END`;
    return queryOne<SenderRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM workspace_email_providers p JOIN sender_accounts a ON a.id = ${which} AND a.workspace_id = p.workspace_id
          WHERE p.workspace_id = ${ctx.workspaceId} AND ${isNoSample(ctx)}`,
    );
  }

  /** Through which account texts are sent: a workspace has one, and if two were added at once, the first. */
  async findTextId(ctx: WorkspaceContext): Promise<string | null> {
    const row = await queryOne<{ id: string }>(
      ctx.manager,
      sql`SELECT a.id FROM sender_accounts a WHERE a.workspace_id = ${ctx.workspaceId} AND a.channel = 'text' AND ${isNoSample(ctx)} ORDER BY a.created_at, a.id LIMIT 1`,
    );
    return row?.id ?? null;
  }

  /** By what messages of a channel are sent: `find` for email, the one account of texts for the others. Null: the mail lab. */
  async findFor(ctx: WorkspaceContext, channel: SenderChannel, begunWith: string | null = null): Promise<SenderRow | null> {
    if (channel === 'email') return this.find(ctx, begunWith);
    const id = begunWith ?? (await this.findTextId(ctx));
    return id === null ? null : this.findById(ctx, id);
  }

  findById(ctx: WorkspaceContext, id: string): Promise<SenderRow | null> {
    return queryOne<SenderRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM sender_accounts a WHERE a.id = ${id} AND a.workspace_id = ${ctx.workspaceId} AND ${isNoSample(ctx)}`,
    );
  }

  /** In the order in which they were added. */
  list(ctx: WorkspaceContext): Promise<SenderRow[]> {
    return queryRows<SenderRow>(
      ctx.manager,
      sql`SELECT ${columns} FROM sender_accounts a WHERE a.workspace_id = ${ctx.workspaceId} AND ${isNoSample(ctx)} ORDER BY a.created_at, a.id`,
    );
  }

  /** The names of paused accounts with the reason, the active one first. */
  listPaused(ctx: WorkspaceContext): Promise<{ name: string; reason: string | null }[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT a.name, a.state_reason AS reason FROM sender_accounts a
          LEFT JOIN workspace_email_providers p ON p.workspace_id = a.workspace_id AND p.account_id = a.id
          WHERE a.workspace_id = ${ctx.workspaceId} AND a.state = 'paused' ORDER BY CASE WHEN p.id IS NULL THEN 1 ELSE 0 END, a.id`,
    );
  }

  /** Without settings: those are saved next, when secrets can be bound to its id. */
  async add(ctx: WorkspaceContext, type: SenderType, { name, ratePerMinute, quotaPerDay }: SenderTraits, now: string): Promise<string> {
    const id = newId();
    await execute(
      ctx.manager,
      sql`INSERT INTO sender_accounts (id, workspace_id, kind, channel, name, settings_json, settings_version, rate_per_minute, quota_per_day, created_at, updated_at)
          VALUES (${id}, ${ctx.workspaceId}, ${type}, ${descriptorOf(type).channel}, ${name}, '{}', 0, ${ratePerMinute}, ${quotaPerDay}, ${now}, ${now})`,
    );
    return id;
  }

  /** New settings are untested, and opened anew by whoever sends. */
  async save(ctx: WorkspaceContext, id: string, input: { type: string; config: string; state: SenderState; now: string }): Promise<void> {
    await this.update(
      ctx,
      id,
      sql`kind = ${input.type}, settings_json = ${input.config}, settings_version = settings_version + 1, state = ${input.state},
          state_reason = NULL, last_test_json = NULL, last_tested_at = NULL, updated_at = ${input.now}`,
    );
    await execute(
      ctx.manager,
      sql`UPDATE workspace_email_providers SET provider_type = ${input.type}, updated_at = ${input.now}
          WHERE workspace_id = ${ctx.workspaceId} AND account_id = ${id}`,
    );
  }

  /** What is open with the account is opened anew by whoever sends. */
  async raiseVersion(ctx: WorkspaceContext, id: string): Promise<void> {
    await this.update(ctx, id, sql`settings_version = settings_version + 1`);
  }

  async describe(ctx: WorkspaceContext, id: string, { name, ratePerMinute, quotaPerDay }: SenderTraits, now: string): Promise<void> {
    await this.update(
      ctx,
      id,
      sql`name = ${name}, rate_per_minute = ${ratePerMinute}, quota_per_day = ${quotaPerDay}, updated_at = ${now}`,
    );
  }

  async activate(ctx: WorkspaceContext, id: string, type: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO workspace_email_providers (id, workspace_id, provider_type, config_json, account_id, created_at, updated_at)
          VALUES (${newId()}, ${ctx.workspaceId}, ${type}, '{}', ${id}, ${now}, ${now})
          ON CONFLICT (workspace_id) DO UPDATE SET provider_type = EXCLUDED.provider_type, account_id = EXCLUDED.account_id, updated_at = EXCLUDED.updated_at`,
    );
  }

  /** Nobody begins to use it until the unit of work ends. */
  async lock(ctx: WorkspaceContext, id: string): Promise<void> {
    if (isPostgres(ctx.manager))
      await queryOne(ctx.manager, sql`SELECT id FROM sender_accounts WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} FOR UPDATE`);
  }

  /** False for the active one. */
  async delete(ctx: WorkspaceContext, id: string): Promise<boolean> {
    const gone = await execute(
      ctx.manager,
      sql`DELETE FROM sender_accounts WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}
            AND NOT EXISTS (SELECT 1 FROM workspace_email_providers p WHERE p.workspace_id = ${ctx.workspaceId} AND p.account_id = ${id})`,
    );
    return gone > 0;
  }

  /** Only where the settings are still those that were tested. */
  async recordTest(
    ctx: WorkspaceContext,
    { id, version }: Pick<SenderRow, 'id' | 'version'>,
    input: { state: SenderState; reason: string | null; test: string; now: string },
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE sender_accounts SET state = ${input.state}, state_reason = ${input.reason}, last_test_json = ${input.test}, last_tested_at = ${input.now}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND settings_version = ${version}`,
    );
  }

  /** The accounts of all workspaces, page by page. */
  listAll(ctx: Context, afterId: string, limit: number): Promise<StoredSender[]> {
    return queryRows<StoredSender>(
      ctx.manager,
      sql`SELECT id, workspace_id AS "workspaceId", kind AS type, settings_json AS config, updated_at AS "updatedAt"
          FROM sender_accounts WHERE id > ${afterId} ORDER BY id LIMIT ${limit}`,
    );
  }

  /** For whoever knows its id alone: a provider that reports. Null while its workspace is gone or waits for its deletion. */
  findReporting(ctx: Context, id: string): Promise<(SenderRow & { workspaceId: string }) | null> {
    return queryOne(
      ctx.manager,
      sql`SELECT ${columns}, a.workspace_id AS "workspaceId" FROM sender_accounts a JOIN workspaces w ON w.id = a.workspace_id
          WHERE a.id = ${id} AND w.deleted_at IS NULL AND w.is_sample = ${false}`,
    );
  }

  /** That this signature is used for these reports. Answers for which it was used before; null: for none. */
  async takeReceipt(ctx: WorkspaceContext, id: string, token: string, eventIds: string, now: string): Promise<string | null> {
    const isNew = await execute(
      ctx.manager,
      sql`INSERT INTO report_receipts (account_id, token, event_ids, received_at) VALUES (${id}, ${token}, ${eventIds}, ${now})
          ON CONFLICT (account_id, token) DO NOTHING`,
    );
    if (isNew > 0) return null;
    const known = await queryOne<{ eventIds: string }>(
      ctx.manager,
      sql`SELECT event_ids AS "eventIds" FROM report_receipts WHERE account_id = ${id} AND token = ${token}`,
    );
    return known?.eventIds ?? '';
  }

  /** Once a minute is enough to know that they come. */
  async noteReport(ctx: WorkspaceContext, id: string, now: string, unlessAfter: string): Promise<void> {
    await this.update(ctx, id, sql`last_report_at = CASE WHEN last_report_at > ${unlessAfter} THEN last_report_at ELSE ${now} END`);
  }

  /** The same settings, stored in another way. False when they are no longer those that were read. */
  async exchangeConfig(ctx: Context, { id, config }: StoredSender, stored: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE sender_accounts SET settings_json = ${stored} WHERE id = ${id} AND settings_json = ${config}`,
    );
    return changed > 0;
  }

  async pause(ctx: WorkspaceContext, id: string, reason: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE sender_accounts SET state = 'paused', state_reason = ${reason}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND state <> 'paused'`,
    );
    return changed > 0;
  }

  findLimits(ctx: WorkspaceContext, id: string): Promise<SenderLimits | null> {
    return queryOne<SenderLimits>(
      ctx.manager,
      sql`SELECT rate_per_minute AS "ratePerMinute", paced_until AS "pacedUntil", quota_per_day AS "quotaPerDay", quota_used AS "quotaUsed", quota_day AS "quotaDay"
          FROM sender_accounts WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** Writes what is given away, unless someone else was faster: then false. */
  async take(
    ctx: WorkspaceContext,
    id: string,
    seen: SenderLimits,
    taken: Pick<SenderLimits, 'pacedUntil' | 'quotaUsed' | 'quotaDay'>,
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE sender_accounts SET paced_until = ${taken.pacedUntil}, quota_used = ${taken.quotaUsed}, quota_day = ${taken.quotaDay}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}
            AND paced_until = ${seen.pacedUntil} AND quota_used = ${seen.quotaUsed} AND quota_day = ${seen.quotaDay}`,
    );
    return changed > 0;
  }

  /** Of the quota of a day, what was not needed after all. */
  async giveBack(ctx: WorkspaceContext, id: string, day: string, messages: number): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE sender_accounts SET quota_used = quota_used - ${messages}
          WHERE id = ${id} AND workspace_id = ${ctx.workspaceId} AND quota_day = ${day} AND quota_used >= ${messages}`,
    );
  }

  private async update(ctx: WorkspaceContext, id: string, changes: SqlFragment): Promise<void> {
    await execute(ctx.manager, sql`UPDATE sender_accounts SET ${changes} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`);
  }
}
