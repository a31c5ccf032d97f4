import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, isPostgres, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import type { ConsentChannel, ConsentEvent, SuppressionReason } from './consentHistory.js';

export interface Suppression {
  readonly addressKey: string;
  readonly reason: SuppressionReason;
  /** ISO 8601 UTC. */
  readonly since: string;
}

export interface ConsentEventRow {
  readonly id: string;
  readonly channel: ConsentChannel;
  readonly addressKey: string;
  readonly contactId: string | null;
  readonly event: ConsentEvent;
  readonly source: string;
  readonly proof: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
}

/** Well below the number of parameters that either engine takes in one statement. */
const KEYS_PER_QUERY = 5000;

/** The only file that queries consent tables. Both know addresses by their keys only, so that they outlive contacts. */
@Injectable()
export class ConsentRepository {
  async listSuppressed(ctx: WorkspaceContext, channel: ConsentChannel, keys: readonly string[]): Promise<Suppression[]> {
    const found: Suppression[] = [];
    for (let from = 0; from < keys.length; from += KEYS_PER_QUERY) {
      found.push(
        ...(await queryRows<Suppression>(
          ctx.manager,
          sql`SELECT address_key AS "addressKey", reason, created_at AS since FROM suppressions
              WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key IN (${sql.list(keys.slice(from, from + KEYS_PER_QUERY))})`,
        )),
      );
    }
    return found;
  }

  async listEvents(ctx: WorkspaceContext, channel: ConsentChannel, addressKey: string): Promise<ConsentEventRow[]> {
    const rows = await queryRows<Omit<ConsentEventRow, 'proof'> & { proofJson: string | null }>(
      ctx.manager,
      sql`SELECT id, channel, address_key AS "addressKey", contact_id AS "contactId", event, source, proof_json AS "proofJson", created_at AS "createdAt"
          FROM consent_events WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey} ORDER BY id`,
    );
    return rows.map(({ proofJson, ...row }) => ({ ...row, proof: JSON.parse(proofJson ?? '{}') as Record<string, unknown> }));
  }

  async countSince(
    ctx: WorkspaceContext,
    channel: ConsentChannel,
    addressKey: string,
    { event, since }: { event: ConsentEvent; since: string },
  ): Promise<number> {
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM consent_events WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey}
            AND event = ${event} AND created_at >= ${since}`,
    );
    return row?.n ?? 0;
  }

  /** Only PostgreSQL runs two transactions at once: events of one address must see each other, or a stronger reason could be lost. */
  async lockAddress(ctx: WorkspaceContext, channel: ConsentChannel, addressKey: string): Promise<void> {
    if (isPostgres(ctx.manager))
      await queryRows(
        ctx.manager,
        sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId} ${channel} ${addressKey}`}, 0))`,
      );
  }

  async insertEvent(ctx: WorkspaceContext, row: ConsentEventRow): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO consent_events (id, workspace_id, channel, address_key, contact_id, event, source, proof_json, created_at)
          VALUES (${row.id}, ${ctx.workspaceId}, ${row.channel}, ${row.addressKey}, ${row.contactId}, ${row.event}, ${row.source}, ${JSON.stringify(row.proof)}, ${row.createdAt})`,
    );
  }

  async putSuppression(ctx: WorkspaceContext, channel: ConsentChannel, suppression: Suppression): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at)
          VALUES (${ctx.workspaceId}, ${channel}, ${suppression.addressKey}, ${suppression.reason}, ${suppression.since})
          ON CONFLICT (workspace_id, channel, address_key) DO UPDATE SET reason = excluded.reason, created_at = excluded.created_at`,
    );
  }

  async deleteSuppression(ctx: WorkspaceContext, channel: ConsentChannel, addressKey: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM suppressions WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey}`,
    );
  }
}
