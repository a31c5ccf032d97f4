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
    await execute(
      ctx.manager,
      sql`INSERT INTO password_resets (token_hash, user_id, created_at, expires_at)
          VALUES (${hashToken(token)}, ${userId}, ${now}, ${new Date(now.getTime() + VALID_MS)})
          ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at,
            expires_at = excluded.expires_at, used_at = NULL`,
    );
    return token;
  }

  /** Whose password the link resets, while it does: nothing is hashed for a link that is over. */
  async findOwner(ctx: Context, token: string): Promise<string | null> {
    const row = await queryOne<{ userId: string }>(
      ctx.manager,
      sql`SELECT user_id AS "userId" FROM password_resets WHERE ${this.open(token)}`,
    );
    return row?.userId ?? null;
  }

  /** True for the one who uses it first. */
  async take(ctx: Context, token: string): Promise<boolean> {
    return (await execute(ctx.manager, sql`UPDATE password_resets SET used_at = ${this.clock.now()} WHERE ${this.open(token)}`)) > 0;
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
