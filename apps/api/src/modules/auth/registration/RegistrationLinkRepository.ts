import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../../platform/database/sql.js';
import { hashToken, newToken } from '../../../platform/security/tokens.js';
import { Clock } from '../../../platform/time/Clock.js';

const VALID_MS = 24 * 60 * 60_000;

export interface RegistrationLink {
  readonly email: string;
  readonly expiresAt: string;
}

/** Links that open a registration: hash of 256 random bits, one day, once; a newer one makes the older ones void. */
@Injectable()
export class RegistrationLinkRepository {
  constructor(private readonly clock: Clock) {}

  async issue(ctx: Context, email: string): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await execute(ctx.manager, sql`DELETE FROM registration_links WHERE email = ${email} OR expires_at <= ${now}`);
    await execute(
      ctx.manager,
      sql`INSERT INTO registration_links (token_hash, email, created_at, expires_at)
          VALUES (${hashToken(token)}, ${email}, ${now}, ${new Date(now.getTime() + VALID_MS)})`,
    );
    return token;
  }

  find(ctx: Context, token: string): Promise<RegistrationLink | null> {
    return queryOne(ctx.manager, sql`SELECT email, expires_at AS "expiresAt" FROM registration_links WHERE ${this.open(token)}`);
  }

  /** The address of the link, for the one who uses it first; null for everyone after. */
  async take(ctx: Context, token: string): Promise<string | null> {
    const row = await queryOne<{ email: string }>(
      ctx.manager,
      sql`UPDATE registration_links SET used_at = ${this.clock.now()} WHERE ${this.open(token)} RETURNING email`,
    );
    return row?.email ?? null;
  }

  /** `created_at` as well: a clock that is set back does not make it live longer. */
  private open(token: string): ReturnType<typeof sql> {
    const now = this.clock.now();
    return sql`token_hash = ${hashToken(token)} AND used_at IS NULL AND created_at <= ${now} AND expires_at > ${now}`;
  }
}
