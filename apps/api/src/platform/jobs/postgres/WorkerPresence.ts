import pg from 'pg';

import type { AppLogger } from '../../logging/AppLogger.js';

const SWEEP_MS = 5_000;
const RECONNECT_MS = 1_000;
/** A pool announces itself milliseconds after it is made; what was locked that recently may not be announced yet. */
const GRACE = `interval '3 seconds'`;

/**
 * Frees the jobs of worker processes that died. graphile-worker itself waits four hours before it believes that.
 *
 * Every process holds an advisory lock under the id of its worker pool on a connection of its own; the server drops the lock
 * with the connection, however the process ended. Whoever can take the lock of a pool that still has locked jobs knows that
 * it is dead. A process that is only frozen keeps its connection, and so its jobs.
 */
export class WorkerPresence {
  private readonly poolIds = new Set<string>();
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly logger: AppLogger,
  ) {}

  announce(poolId: string): void {
    this.poolIds.add(poolId);
    void this.connect();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer) clearInterval(this.timer);
    await this.sweeping;
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    if (this.isClosed) return;
    const client = new pg.Client({ connectionString: this.url, keepAlive: true, application_name: 'rapport presence' });
    // A server that goes down is reported more than once; each must be heard, and one is enough to connect anew.
    let isLost = false;
    const lose = (): void => {
      if (isLost) return;
      isLost = true;
      this.reconnect();
    };
    client.on('error', lose);
    try {
      await client.connect();
      for (const poolId of this.poolIds) await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [NAMESPACE, poolId]);
    } catch (error) {
      this.logger.failure('jobs.presenceFailed', error);
      lose();
      return;
    }
    if (isLost) return;
    this.client = client;
    this.timer ??= setInterval(() => this.sweepOnce(), SWEEP_MS);
    this.sweepOnce();
  }

  private reconnect(): void {
    this.client = null;
    if (!this.isClosed) setTimeout(() => void this.connect(), RECONNECT_MS).unref();
  }

  private sweepOnce(): void {
    const client = this.client;
    if (!client || this.isClosed) return;
    this.sweeping = this.sweep(client).catch((error: unknown) => {
      if (!this.isClosed) this.logger.failure('jobs.sweepFailed', error);
    });
  }

  private async sweep(client: pg.Client): Promise<void> {
    const held = await client.query<{ locked_by: string }>(
      `SELECT DISTINCT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL AND locked_at < now() - ${GRACE} AND NOT (locked_by = ANY($1))`,
      [[...this.poolIds]],
    );
    for (const { locked_by: poolId } of held.rows) {
      const taken = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken', [NAMESPACE, poolId]);
      if (!taken.rows[0]?.taken) continue;
      await client.query('SELECT graphile_worker.force_unlock_workers(ARRAY[$1])', [poolId]);
      await client.query('SELECT pg_advisory_unlock($1, hashtext($2))', [NAMESPACE, poolId]);
      this.logger.warn('jobs.released', { poolId });
    }
  }
}

/** Any fixed number: keeps our advisory locks apart from those of others in the same database. */
const NAMESPACE = 726_077;
