import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../../platform/database/sql.js';
import { hashToken, newToken } from '../../../platform/security/tokens.js';
import { Clock } from '../../../platform/time/Clock.js';

const VALID_MS = 5 * 60_000;

export interface SignInChallenge {
  readonly userId: string;
  /** Accepted together with the sign-in. */
  readonly invitationId: string | null;
  /** The link that was opened reached the address by mail alone, so signing in with it proves the address. */
  readonly provesEmail: boolean;
}

/** The password was right and the second factor is awaited: a token for five minutes, of which the hash is kept. */
@Injectable()
export class SignInChallengeRepository {
  constructor(private readonly clock: Clock) {}

  async open(ctx: Context, { userId, invitationId, provesEmail }: SignInChallenge): Promise<string> {
    const token = newToken();
    const now = this.clock.now();
    await execute(
      ctx.manager,
      sql`DELETE FROM sign_in_challenges WHERE user_id = ${userId} AND (expires_at <= ${now} OR used_at IS NOT NULL)`,
    );
    await execute(
      ctx.manager,
      sql`INSERT INTO sign_in_challenges (token_hash, user_id, invitation_id, proves_email, created_at, expires_at)
          VALUES (${hashToken(token)}, ${userId}, ${invitationId}, ${provesEmail}, ${now}, ${new Date(now.getTime() + VALID_MS)})`,
    );
    return token;
  }

  async find(ctx: Context, token: string): Promise<SignInChallenge | null> {
    const row = await queryOne<Omit<SignInChallenge, 'provesEmail'> & { provesEmail: boolean | number }>(
      ctx.manager,
      sql`SELECT user_id AS "userId", invitation_id AS "invitationId", proves_email AS "provesEmail"
          FROM sign_in_challenges WHERE ${this.isOpen(token)}`,
    );
    return row && { ...row, provesEmail: Boolean(row.provesEmail) };
  }

  /** True for the one who uses it first. */
  async take(ctx: Context, token: string): Promise<boolean> {
    return (await execute(ctx.manager, sql`UPDATE sign_in_challenges SET used_at = ${this.clock.now()} WHERE ${this.isOpen(token)}`)) > 0;
  }

  /** After a change of the password nobody goes on with the old one. */
  async closeAll(ctx: Context, userId: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM sign_in_challenges WHERE user_id = ${userId}`);
  }

  /** `created_at` as well: a clock that is set back does not make it live longer. */
  private isOpen(token: string): ReturnType<typeof sql> {
    const now = this.clock.now();
    return sql`token_hash = ${hashToken(token)} AND used_at IS NULL AND created_at <= ${now} AND expires_at > ${now}`;
  }
}
