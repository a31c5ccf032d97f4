import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { execute, queryOne, sql } from '../../../platform/database/sql.js';

export interface TwoFactorRow {
  /** Sealed; opens at `secretPlace(userId)`. */
  readonly secret: string;
  /** Null while it is being set up. */
  readonly confirmedAt: string | null;
}

@Injectable()
export class TwoFactorRepository {
  find(ctx: Context, userId: string): Promise<TwoFactorRow | null> {
    return queryOne<TwoFactorRow>(ctx.manager, sql`SELECT secret, confirmed_at AS "confirmedAt" FROM two_factor WHERE user_id = ${userId}`);
  }

  /** Begins a set-up, or begins it anew. False when a second factor is in force already. */
  async begin(ctx: Context, userId: string, sealedSecret: string, now: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`INSERT INTO two_factor (user_id, secret, created_at) VALUES (${userId}, ${sealedSecret}, ${now})
          ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at, last_time_step = NULL
          WHERE two_factor.confirmed_at IS NULL`,
    );
    return changed > 0;
  }

  /** Puts in force the very secret that the first code was made with; the code is thereby used. False when the set-up was begun anew. */
  async confirm(ctx: Context, userId: string, { secret, step }: { secret: string; step: number }, now: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE two_factor SET confirmed_at = ${now}, last_time_step = ${step}
          WHERE user_id = ${userId} AND confirmed_at IS NULL AND secret = ${secret}`,
    );
    return changed > 0;
  }

  /** True for the one who uses this code first: the comparison and the mark are one statement. */
  async takeStep(ctx: Context, userId: string, step: number): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE two_factor SET last_time_step = ${step}
          WHERE user_id = ${userId} AND confirmed_at IS NOT NULL AND (last_time_step IS NULL OR last_time_step < ${step})`,
    );
    return changed > 0;
  }

  /** A set-up that nobody has confirmed. */
  async removePending(ctx: Context, userId: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM two_factor WHERE user_id = ${userId} AND confirmed_at IS NULL`);
  }

  async remove(ctx: Context, userId: string): Promise<boolean> {
    await execute(ctx.manager, sql`DELETE FROM recovery_codes WHERE user_id = ${userId}`);
    return (await execute(ctx.manager, sql`DELETE FROM two_factor WHERE user_id = ${userId} AND confirmed_at IS NOT NULL`)) > 0;
  }

  async replaceRecoveryCodes(ctx: Context, userId: string, hashes: readonly string[], now: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM recovery_codes WHERE user_id = ${userId}`);
    const rows = hashes.map((hash) => sql`(${newId()}, ${userId}, ${hash}, ${now})`);
    await execute(ctx.manager, sql`INSERT INTO recovery_codes (id, user_id, code_hash, created_at) VALUES ${sql.join(rows, ', ')}`);
  }

  /** True for the one who uses this code first. */
  async takeRecoveryCode(ctx: Context, userId: string, hash: string, now: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE recovery_codes SET used_at = ${now} WHERE user_id = ${userId} AND code_hash = ${hash} AND used_at IS NULL`,
    );
    return changed > 0;
  }

  async countRecoveryCodes(ctx: Context, userId: string): Promise<number> {
    const row = await queryOne<{ left: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS "left" FROM recovery_codes WHERE user_id = ${userId} AND used_at IS NULL`,
    );
    return row?.left ?? 0;
  }
}
