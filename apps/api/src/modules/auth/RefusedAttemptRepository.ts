import { Injectable } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { execute, isPostgres, queryOne, queryRows, sql } from '../../platform/database/sql.js';

export interface RefusedAttemptRow {
  readonly key: string;
  readonly action: string;
  readonly userId: string | null;
  readonly network: string;
  readonly ipAddress: string | null;
  readonly device: string | null;
  readonly attempts: number;
  /** How many of them the audit log tells of. */
  readonly told: number;
  readonly beganAt: string;
  readonly lastAt: string;
}

export type CountedRefusal = Omit<RefusedAttemptRow, 'attempts' | 'beganAt' | 'lastAt'>;

/** Counters of refused attempts, in the caller's unit of work. */
@Injectable()
export class RefusedAttemptRepository {
  /** One after the other, for as long as the transaction lasts: they count what is there. SQLite writes one after the other anyway. */
  async lock(ctx: Context): Promise<void> {
    if (isPostgres(ctx.manager)) await execute(ctx.manager, sql`SELECT pg_advisory_xact_lock(hashtextextended('refused_attempts', 0))`);
  }

  /** How many attempts the counter has now. Null when it is a new one and there are `most.ofNetwork` of its kind and network or `most.inAll` already. */
  async add(
    ctx: Context,
    refusal: CountedRefusal,
    now: string,
    most: { readonly ofNetwork: number; readonly inAll: number },
  ): Promise<number | null> {
    const { key, action, userId, network, ipAddress, device, told } = refusal;
    const row = await queryOne<{ attempts: number }>(
      ctx.manager,
      sql`INSERT INTO refused_attempts (attempt_key, action, user_id, network, ip_address, device, attempts, told, began_at, last_at)
          SELECT ${key}, ${action}, ${userId}, ${network}, ${ipAddress}, ${device}, 1, CAST(${told} AS BIGINT), ${now}, ${now}
          WHERE EXISTS (SELECT 1 FROM refused_attempts WHERE attempt_key = ${key})
             OR ((SELECT COUNT(*) FROM refused_attempts WHERE network = ${network} AND action = ${action}) < ${most.ofNetwork}
                 AND (SELECT COUNT(*) FROM refused_attempts) < ${most.inAll})
          ON CONFLICT (attempt_key) DO UPDATE SET attempts = refused_attempts.attempts + 1, ip_address = excluded.ip_address,
            device = excluded.device, last_at = excluded.last_at
          RETURNING attempts`,
    );
    return row ? Number(row.attempts) : null;
  }

  async listBegunBefore(ctx: Context, before: string, limit: number): Promise<RefusedAttemptRow[]> {
    const rows = await queryRows<RefusedAttemptRow>(
      ctx.manager,
      sql`SELECT attempt_key AS key, action, user_id AS "userId", network, ip_address AS "ipAddress", device, attempts, told,
            began_at AS "beganAt", last_at AS "lastAt"
          FROM refused_attempts WHERE began_at <= ${before} ORDER BY began_at LIMIT ${limit}`,
    );
    return rows.map((row) => ({ ...row, attempts: Number(row.attempts), told: Number(row.told) }));
  }

  /** False when an attempt came in between, or another process was faster. */
  async take(ctx: Context, { key, attempts, userId }: RefusedAttemptRow): Promise<boolean> {
    // The account before the chain of the audit log: in the order in which whoever changes the account takes them.
    if (userId && isPostgres(ctx.manager)) await queryOne(ctx.manager, sql`SELECT id FROM users WHERE id = ${userId} FOR KEY SHARE`);
    return (await execute(ctx.manager, sql`DELETE FROM refused_attempts WHERE attempt_key = ${key} AND attempts = ${attempts}`)) === 1;
  }
}
