import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../../platform/database/sql.js';
import type { ConsentChannel } from '../consentHistory.js';

/** Whose choices: an address on a channel. */
export interface Reader {
  readonly channel: ConsentChannel;
  readonly addressKey: string;
}

export interface Choices {
  readonly left: readonly { readonly addressKey: string; readonly topicId: string; readonly since: string }[];
  readonly pauses: readonly { readonly addressKey: string; readonly until: string; readonly since: string }[];
}

/** The only file that writes which topics addresses have left, and which are paused. */
@Injectable()
export class PreferenceRepository {
  async listLeft(ctx: WorkspaceContext, { channel, addressKey }: Reader): Promise<Set<string>> {
    const rows = await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT topic_id AS id FROM topic_opt_outs WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey}`,
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Of several addresses: topics they left, and pauses that are not over. */
  async listOf(ctx: WorkspaceContext, channel: ConsentChannel, keys: readonly string[], now: string): Promise<Choices> {
    const which = sql`workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key IN (${sql.list(keys)})`;
    return {
      left: await queryRows(
        ctx.manager,
        sql`SELECT address_key AS "addressKey", topic_id AS "topicId", created_at AS since FROM topic_opt_outs WHERE ${which} ORDER BY address_key, topic_id`,
      ),
      pauses: await queryRows(
        ctx.manager,
        sql`SELECT address_key AS "addressKey", until, created_at AS since FROM consent_pauses WHERE ${which} AND until > ${now} ORDER BY address_key`,
      ),
    };
  }

  /** Null when it is over. */
  async findPause(ctx: WorkspaceContext, { channel, addressKey }: Reader, now: string): Promise<string | null> {
    const row = await queryOne<{ until: string }>(
      ctx.manager,
      sql`SELECT until FROM consent_pauses WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey} AND until > ${now}`,
    );
    return row?.until ?? null;
  }

  async leave(ctx: WorkspaceContext, { channel, addressKey }: Reader, topicId: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO topic_opt_outs (workspace_id, channel, address_key, topic_id, created_at)
          VALUES (${ctx.workspaceId}, ${channel}, ${addressKey}, ${topicId}, ${now}) ON CONFLICT DO NOTHING`,
    );
  }

  /** False when it had not been left. */
  async join(ctx: WorkspaceContext, { channel, addressKey }: Reader, topicId: string): Promise<boolean> {
    const joined = await execute(
      ctx.manager,
      sql`DELETE FROM topic_opt_outs WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey} AND topic_id = ${topicId}`,
    );
    return joined > 0;
  }

  async pause(ctx: WorkspaceContext, { channel, addressKey }: Reader, until: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO consent_pauses (workspace_id, channel, address_key, until, created_at)
          VALUES (${ctx.workspaceId}, ${channel}, ${addressKey}, ${until}, ${now})
          ON CONFLICT (workspace_id, channel, address_key) DO UPDATE SET until = excluded.until, created_at = excluded.created_at`,
    );
  }

  async resume(ctx: WorkspaceContext, { channel, addressKey }: Reader): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM consent_pauses WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey}`,
    );
  }
}
