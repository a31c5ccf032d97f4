import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { BulkInsert } from '../../platform/database/BulkInsert.js';
import { execute, isPostgres, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import { CONSENT_CHANNELS, type ConsentChannel, type HistoryEvent, type SuppressionReason } from './consentHistory.js';

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
  readonly event: HistoryEvent;
  /** Null: it is about everything. */
  readonly topicId?: string | null;
  readonly source: string;
  readonly proof: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
}

/** By reason. */
export type Lifted = Partial<Record<SuppressionReason, string>>;

const LIFTED_BY = { resubscribed: 'unsubscribed', manualLifted: 'manual', bounceLifted: 'bounced' } as const;

export type ErasedKind = 'email' | 'phone';

/** Well below the number of parameters that either engine takes in one statement. */
const KEYS_PER_QUERY = 5000;

const intoEvents = new BulkInsert('consent_events', {
  id: 'text',
  workspace_id: 'text',
  channel: 'text',
  address_key: 'text',
  contact_id: 'text',
  event: 'text',
  topic_id: 'text',
  source: 'text',
  proof_json: 'text',
  created_at: 'text',
});
const intoSuppressions = new BulkInsert(
  'suppressions',
  { workspace_id: 'text', channel: 'text', address_key: 'text', reason: 'text', created_at: 'text' },
  {
    onConflict: 'ON CONFLICT (workspace_id, channel, address_key) DO UPDATE SET reason = excluded.reason, created_at = excluded.created_at',
  },
);

/** The only file that queries consent tables. Both know addresses by their keys only, so that they outlive contacts. */
@Injectable()
export class ConsentRepository {
  /** What is known about the consent of someone who is erased: nothing from here on. */
  async erase(ctx: WorkspaceContext, contactId: string, addressKeys: readonly string[]): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM consent_events WHERE contact_id = ${contactId} AND workspace_id || '' = ${ctx.workspaceId}`);
    if (addressKeys.length === 0) return;
    for (const channel of CONSENT_CHANNELS) {
      const which = sql`workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key IN (${sql.list(addressKeys)})`;
      await execute(ctx.manager, sql`DELETE FROM consent_events WHERE ${which}`);
      await execute(ctx.manager, sql`DELETE FROM suppressions WHERE ${which}`);
      await execute(ctx.manager, sql`DELETE FROM topic_opt_outs WHERE ${which}`);
      await execute(ctx.manager, sql`DELETE FROM consent_pauses WHERE ${which}`);
    }
  }

  async findErasedSalt(ctx: WorkspaceContext): Promise<string | null> {
    const row = await queryOne<{ salt: string }>(
      ctx.manager,
      sql`SELECT salt FROM erased_addresses WHERE workspace_id = ${ctx.workspaceId} LIMIT 1`,
    );
    return row?.salt ?? null;
  }

  async putErased(
    ctx: WorkspaceContext,
    { kind, hash, salt }: { kind: ErasedKind; hash: string; salt: string },
    now: string,
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO erased_addresses (workspace_id, kind, hash, salt, erased_at) VALUES (${ctx.workspaceId}, ${kind}, ${hash}, ${salt}, ${now})
          ON CONFLICT DO NOTHING`,
    );
  }

  async listErased(ctx: WorkspaceContext, kind: ErasedKind, hashes: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (let from = 0; from < hashes.length; from += KEYS_PER_QUERY) {
      const rows = await queryRows<{ hash: string }>(
        ctx.manager,
        sql`SELECT hash FROM erased_addresses
            WHERE workspace_id = ${ctx.workspaceId} AND kind = ${kind} AND hash IN (${sql.list(hashes.slice(from, from + KEYS_PER_QUERY))})`,
      );
      found.push(...rows.map(({ hash }) => hash));
    }
    return found;
  }

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

  /** In the order in which they happened; `newest`: only so many, the last ones. */
  async listEvents(
    ctx: WorkspaceContext,
    channel: ConsentChannel,
    addressKey: string,
    newest: number | null = null,
  ): Promise<ConsentEventRow[]> {
    const order = newest === null ? sql`ORDER BY id` : sql`ORDER BY id DESC LIMIT ${newest}`;
    const rows = await queryRows<Omit<ConsentEventRow, 'proof'> & { proofJson: string | null }>(
      ctx.manager,
      sql`SELECT id, channel, address_key AS "addressKey", contact_id AS "contactId", event, topic_id AS "topicId", source, proof_json AS "proofJson", created_at AS "createdAt"
          FROM consent_events WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey} ${order}`,
    );
    return (newest === null ? rows : rows.reverse()).map(({ proofJson, ...row }) => ({
      ...row,
      proof: JSON.parse(proofJson ?? '{}') as Record<string, unknown>,
    }));
  }

  async countSince(
    ctx: WorkspaceContext,
    channel: ConsentChannel,
    addressKey: string,
    { event, since }: { event: HistoryEvent; since: string },
  ): Promise<number> {
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM consent_events WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey}
            AND event = ${event} AND created_at >= ${since}`,
    );
    return row?.n ?? 0;
  }

  /** When a reason was last lifted, ISO 8601 UTC, for those of these addresses of which one was. */
  async listLifted(ctx: WorkspaceContext, channel: ConsentChannel, keys: readonly string[]): Promise<Map<string, Lifted>> {
    const found = new Map<string, Lifted>();
    for (let from = 0; from < keys.length; from += KEYS_PER_QUERY) {
      const rows = await queryRows<{ addressKey: string; event: keyof typeof LIFTED_BY; at: string }>(
        ctx.manager,
        sql`SELECT address_key AS "addressKey", event, MAX(created_at) AS at FROM consent_events
            WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key IN (${sql.list(keys.slice(from, from + KEYS_PER_QUERY))})
              AND event IN (${sql.list(Object.keys(LIFTED_BY))}) GROUP BY address_key, event`,
      );
      for (const { addressKey, event, at } of rows) found.set(addressKey, { ...found.get(addressKey), [LIFTED_BY[event]]: at });
    }
    return found;
  }

  /** What happened to each of these addresses, oldest first. Addresses without a history are missing. */
  async listHistories(ctx: WorkspaceContext, channel: ConsentChannel, keys: readonly string[]): Promise<Map<string, HistoryEvent[]>> {
    const rows = await queryRows<{ addressKey: string; event: HistoryEvent }>(
      ctx.manager,
      sql`SELECT address_key AS "addressKey", event FROM consent_events
          WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key IN (${sql.list(keys)}) ORDER BY id`,
    );
    const histories = new Map<string, HistoryEvent[]>();
    for (const { addressKey, event } of rows) histories.set(addressKey, [...(histories.get(addressKey) ?? []), event]);
    return histories;
  }

  /** Only PostgreSQL runs two transactions at once: events of one address must see each other, or a stronger reason could be lost. */
  async lockAddress(ctx: WorkspaceContext, channel: ConsentChannel, addressKey: string): Promise<void> {
    if (!isPostgres(ctx.manager)) return;
    const all = `${ctx.workspaceId} ${channel}`;
    await queryRows(
      ctx.manager,
      sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${all}, 0)), pg_advisory_xact_lock(hashtextextended(${`${all} ${addressKey}`}, 0))`,
    );
  }

  /** One lock instead of thousands: the server's table of locks has room for some 6,000. */
  async lockAllAddresses(ctx: WorkspaceContext, channel: ConsentChannel): Promise<void> {
    if (isPostgres(ctx.manager))
      await queryRows(ctx.manager, sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${ctx.workspaceId} ${channel}`}, 0))`);
  }

  async insertEvents(ctx: WorkspaceContext, rows: readonly ConsentEventRow[]): Promise<void> {
    await intoEvents.run(
      ctx.manager,
      rows.map(({ id, channel, addressKey, contactId, event, topicId = null, source, proof, createdAt }) => [
        id,
        ctx.workspaceId,
        channel,
        addressKey,
        contactId,
        event,
        topicId,
        source,
        JSON.stringify(proof),
        createdAt,
      ]),
    );
  }

  /** Each address once. */
  async putSuppressions(ctx: WorkspaceContext, channel: ConsentChannel, suppressions: readonly Suppression[]): Promise<void> {
    await intoSuppressions.run(
      ctx.manager,
      suppressions.map(({ addressKey, reason, since }) => [ctx.workspaceId, channel, addressKey, reason, since]),
    );
  }

  async deleteSuppression(ctx: WorkspaceContext, channel: ConsentChannel, addressKey: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`DELETE FROM suppressions WHERE workspace_id = ${ctx.workspaceId} AND channel = ${channel} AND address_key = ${addressKey}`,
    );
  }
}
