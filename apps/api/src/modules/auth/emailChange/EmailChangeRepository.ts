import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../../platform/database/sql.js';
import { hashToken, newToken } from '../../../platform/security/tokens.js';
import { Clock } from '../../../platform/time/Clock.js';

const VALID_MS = 60 * 60_000;

export interface EmailChange {
  readonly userId: string;
  readonly newEmail: string;
}

/** Links that confirm an address, a new one or the account's own: as those of forgotten passwords. */
@Injectable()
export class EmailChangeRepository {
  constructor(private readonly clock: Clock) {}

  async issue(ctx: Context, { userId, newEmail }: EmailChange): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await execute(
      ctx.manager,
      sql`INSERT INTO email_changes (token_hash, user_id, new_email, created_at, expires_at)
          VALUES (${hashToken(token)}, ${userId}, ${newEmail}, ${now}, ${new Date(now.getTime() + VALID_MS)})
          ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, new_email = excluded.new_email,
            created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = NULL`,
    );
    return token;
  }

  /** What the link confirms, while it does. */
  find(ctx: Context, token: string): Promise<EmailChange | null> {
    return queryOne<EmailChange>(
      ctx.manager,
      sql`SELECT user_id AS "userId", new_email AS "newEmail" FROM email_changes WHERE ${this.open(token)}`,
    );
  }

  /** True for the one who uses it first. */
  async take(ctx: Context, token: string): Promise<boolean> {
    return (await execute(ctx.manager, sql`UPDATE email_changes SET used_at = ${this.clock.now()} WHERE ${this.open(token)}`)) > 0;
  }

  async voidAll(ctx: Context, userId: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM email_changes WHERE user_id = ${userId}`);
  }

  /** `created_at` as well: a clock that is set back does not make it live longer. */
  private open(token: string): ReturnType<typeof sql> {
    const now = this.clock.now();
    return sql`token_hash = ${hashToken(token)} AND used_at IS NULL AND created_at <= ${now} AND expires_at > ${now}`;
  }
}
