import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { deviceName } from '../../platform/security/deviceName.js';
import { networkOf } from '../../platform/security/networkOf.js';
import { userAgentOf } from '../../platform/security/Sessions.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { AccountLog, type AccountAction } from './AccountLog.js';
import { RefusedAttemptRepository } from './RefusedAttemptRepository.js';

/** How long attempts are counted before the audit log tells their number, and how many counters there are at once. */
export const REFUSED_ATTEMPTS = { windowMs: 60 * 60_000, accountsOfNetwork: 20, accounts: 1_000, counters: 5_000 } as const;

export type RefusalAction = Extract<
  AccountAction,
  'auth.signInRefused' | 'auth.secondFactorRefused' | 'auth.stepUpRefused' | 'auth.registrationRequested'
>;

interface Refusal {
  /** Null: there is no such account. */
  readonly userId: string | null;
  /** What was typed, or the id of who is signed in: what does not exist is counted like what does. */
  readonly account: string;
  readonly request?: FastifyRequest;
}

/**
 * What strangers can cause without end. The first attempt at an account from a network is an entry of the audit log at once; further ones
 * within the hour are counted and become one entry with their number. Whoever tries many accounts in one way from one network gets entries for
 * the first twenty; beyond that, and when a thousand are counted at once, one entry for each account that exists and one for all others follows
 * after the hour (`TellRefusedAttempts`). So the log grows by the hour and not by the attempt (docs/adr/0027).
 */
@Injectable()
export class RefusedAttempts {
  constructor(
    private readonly attempts: RefusedAttemptRepository,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** The work depends on what was tried before, never on whether there is such an account. */
  async record(ctx: Context, action: RefusalAction, { userId, account, request }: Refusal): Promise<void> {
    const now = nowIso(this.clock);
    const network = networkOf(ctx.ip ?? '');
    const shared = { action, network, ipAddress: ctx.ip, device: request ? deviceName(userAgentOf(request)) : null };
    await this.unitOfWork.run(ctx, async (ctx) => {
      const { accountsOfNetwork, accounts, counters } = REFUSED_ATTEMPTS;
      const own = { ...shared, key: keyOf(action, 'account', account.toLowerCase(), network), userId, told: 1 };
      await this.attempts.lock(ctx);
      const count = await this.attempts.add(ctx, own, now, { ofNetwork: accountsOfNetwork, inAll: accounts });
      if (count === 1) return this.log.record(ctx, action, { userId, ...(request ? { request } : {}) });
      if (count !== null) return;
      const folded = { ...shared, key: keyOf(action, 'many', userId ?? '', network), userId, network: `${network} (many)`, told: 0 };
      const isCounted = await this.attempts.add(ctx, folded, now, { ofNetwork: counters, inAll: counters });
      if (isCounted !== null) return;
      const rest = { ...shared, key: keyOf(action, 'rest', '', ''), userId: null, network: 'many networks', ipAddress: null, told: 0 };
      await this.attempts.add(ctx, rest, now, { ofNetwork: counters, inAll: 2 * counters });
    });
  }
}

/** Neither addresses nor accounts are readable in it. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url');
}
