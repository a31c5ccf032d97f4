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

/** Links that confirm a new address: as those of forgotten passwords. */
@Injectable()
export class EmailChangeRepository {
  constructor(private readonly clock: Clock) {}

  async issue(ctx: Context, { userId, newEmail }: EmailChange): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await this.voidAll(ctx, userId);
    await execute(
      ctx.manager,
      sql`INSERT INTO email_changes (token_hash, user_id, new_email, created_at, expires_at)
          VALUES (${hashToken(token)}, ${userId}, ${newEmail}, ${now}, ${new Date(now.getTime() + VALID_MS)})`,
    );
    return token;
  }

  /** What the link confirms, for the one who uses it first; null for everybody after. */
  take(ctx: Context, token: string): Promise<EmailChange | null> {
    const now = this.clock.now();
    return queryOne<EmailChange>(
      ctx.manager,
      sql`UPDATE email_changes SET used_at = ${now}
          WHERE token_hash = ${hashToken(token)} AND used_at IS NULL AND created_at <= ${now} AND expires_at > ${now}
          RETURNING user_id AS "userId", new_email AS "newEmail"`,
    );
  }

  async voidAll(ctx: Context, userId: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM email_changes WHERE user_id = ${userId}`);
  }
}
