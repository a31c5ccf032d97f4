import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, queryOne, queryRows, queryRowsAside, sql } from '../../platform/database/sql.js';
import type { SenderState } from './SenderDtos.js';

export interface SenderRow {
  readonly id: string;
  readonly type: string;
  /** JSON: StoredConfig. */
  readonly config: string;
  readonly state: SenderState;
  readonly stateReason: string | null;
  readonly lastTest: string | null;
  readonly lastTestedAt: string | null;
  readonly updatedAt: string;
}

export interface StoredSender extends Pick<SenderRow, 'id' | 'type' | 'config' | 'updatedAt'> {
  readonly workspaceId: string;
}

/** The only file that queries workspace_email_providers: at most one row per workspace; none means the mail lab. */
@Injectable()
export class SenderRepository {
  /** Null for a sample workspace too, whatever is stored: it sends to the mail lab. */
  find(ctx: Context, workspaceId: string): Promise<SenderRow | null> {
    return queryOne<SenderRow>(
      ctx.manager,
      sql`SELECT id, provider_type AS type, config_json AS config, state, state_reason AS "stateReason", last_test_json AS "lastTest",
                 last_tested_at AS "lastTestedAt", updated_at AS "updatedAt"
          FROM workspace_email_providers WHERE workspace_id = ${workspaceId}
            AND NOT EXISTS (SELECT 1 FROM workspaces w WHERE w.id = ${workspaceId} AND w.is_sample = ${true})`,
    );
  }

  /** The reason why sending is paused: at most one row. */
  listPaused(ctx: WorkspaceContext): Promise<{ reason: string | null }[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT state_reason AS reason FROM workspace_email_providers WHERE workspace_id = ${ctx.workspaceId} AND state = 'paused'`,
    );
  }

  /** The id of the workspace's row, made when there is none: secrets are bound to it before they are stored. */
  async ensureRow(ctx: WorkspaceContext, type: string, now: string): Promise<string> {
    await execute(
      ctx.manager,
      sql`INSERT INTO workspace_email_providers (id, workspace_id, provider_type, config_json, state, created_at, updated_at)
          VALUES (${newId()}, ${ctx.workspaceId}, ${type}, '{}', 'untested', ${now}, ${now}) ON CONFLICT (workspace_id) DO NOTHING`,
    );
    const row = await queryOne<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM workspace_email_providers WHERE workspace_id = ${ctx.workspaceId}`,
    );
    if (!row) throw new Error('The sender row vanished while it was written.');
    return row.id;
  }

  async save(ctx: WorkspaceContext, input: { type: string; config: string; state: SenderState; now: string }): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE workspace_email_providers SET provider_type = ${input.type}, config_json = ${input.config}, state = ${input.state}, state_reason = NULL,
            last_test_json = NULL, last_tested_at = NULL, updated_at = ${input.now}
          WHERE workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** Only where the settings are still those that were tested. */
  async recordTest(
    ctx: WorkspaceContext,
    input: { configuredAt: string; state: SenderState; reason: string | null; test: string; now: string },
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE workspace_email_providers SET state = ${input.state}, state_reason = ${input.reason}, last_test_json = ${input.test}, last_tested_at = ${input.now}
          WHERE workspace_id = ${ctx.workspaceId} AND updated_at = ${input.configuredAt}`,
    );
  }

  /** The senders of all workspaces, page by page. */
  listAll(ctx: Context, afterId: string, limit: number): Promise<StoredSender[]> {
    return queryRows<StoredSender>(
      ctx.manager,
      sql`SELECT id, workspace_id AS "workspaceId", provider_type AS type, config_json AS config, updated_at AS "updatedAt"
          FROM workspace_email_providers WHERE id > ${afterId} ORDER BY id LIMIT ${limit}`,
    );
  }

  /** The same settings, stored in another way. False when they are no longer those that were read. */
  async exchangeConfig(ctx: Context, { id, config }: StoredSender, stored: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE workspace_email_providers SET config_json = ${stored} WHERE id = ${id} AND config_json = ${config}`,
    );
    return changed > 0;
  }

  async pause(ctx: WorkspaceContext, reason: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE workspace_email_providers SET state = 'paused', state_reason = ${reason} WHERE workspace_id = ${ctx.workspaceId} AND state <> 'paused'`,
    );
    return changed > 0;
  }
}
