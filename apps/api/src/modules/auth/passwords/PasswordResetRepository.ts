import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../../platform/database/sql.js';
import { hashToken, newToken } from '../../../platform/security/tokens.js';
import { Clock } from '../../../platform/time/Clock.js';

const VALID_MS = 60 * 60_000;

/** Links of forgotten passwords: hash of 256 random bits, one hour, once; a newer one makes the older ones void. */
@Injectable()
export class PasswordResetRepository {
  constructor(private readonly clock: Clock) {}

  async issue(ctx: Context, userId: string): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await this.voidAll(ctx, userId);
    await execute(
      ctx.manager,
      sql`INSERT INTO password_resets (token_hash, user_id, created_at, expires_at)
          VALUES (${hashToken(token)}, ${userId}, ${now}, ${new Date(now.getTime() + VALID_MS)})`,
    );
    return token;
  }

  /** Whether it is worth hashing a new password for. */
  async isOpen(ctx: Context, token: string): Promise<boolean> {
    return (await queryOne(ctx.manager, sql`SELECT user_id FROM password_resets WHERE ${this.open(token)}`)) !== null;
  }

  /** The account of the link, for the one who uses it first; null for everybody after. */
  async take(ctx: Context, token: string): Promise<string | null> {
    const row = await queryOne<{ userId: string }>(
      ctx.manager,
      sql`UPDATE password_resets SET used_at = ${this.clock.now()} WHERE ${this.open(token)} RETURNING user_id AS "userId"`,
    );
    return row?.userId ?? null;
  }

  async voidAll(ctx: Context, userId: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM password_resets WHERE user_id = ${userId}`);
  }

  /** `created_at` as well: a clock that is set back does not make it live longer. */
  private open(token: string): ReturnType<typeof sql> {
    const now = this.clock.now();
    return sql`token_hash = ${hashToken(token)} AND used_at IS NULL AND created_at <= ${now} AND expires_at > ${now}`;
  }
}
