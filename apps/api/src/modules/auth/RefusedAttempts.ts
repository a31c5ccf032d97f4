import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Context } from '../../platform/context/Context.js';
import { systemContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { deviceName } from '../../platform/security/deviceName.js';
import { networkOf } from '../../platform/security/networkOf.js';
import { userAgentOf } from '../../platform/security/Sessions.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { AccountLog, type AccountAction } from './AccountLog.js';
import { RefusedAttemptRepository, type RefusedAttemptRow } from './RefusedAttemptRepository.js';

const SWEEP_EVERY_MS = 5 * 60_000;
const BATCH = 200;

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
 * after the hour. So the log grows by the hour and not by the attempt (docs/adr/0027).
 */
@Injectable()
export class RefusedAttempts implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly attempts: RefusedAttemptRepository,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), SWEEP_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

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

  /** Tells of the windows that are over. Two processes at once tell each of them once. */
  async sweep(): Promise<void> {
    const ctx = systemContext(this.dataSource.manager);
    const before = new Date(this.clock.now().getTime() - REFUSED_ATTEMPTS.windowMs).toISOString();
    try {
      for (;;) {
        const rows = await this.attempts.listBegunBefore(ctx, before, BATCH);
        for (const row of rows) await this.unitOfWork.run(ctx, (ctx) => this.tell(ctx, row));
        if (rows.length < BATCH) return;
      }
    } catch (error) {
      this.logger.failure('auth.refusalsNotTold', error);
    }
  }

  private async tell(ctx: Context, row: RefusedAttemptRow): Promise<void> {
    if (!(await this.attempts.take(ctx, row))) return;
    const attempts = row.attempts - row.told;
    if (attempts === 0) return;
    const { action, userId, device, network, beganAt: from, lastAt: until } = row;
    const details = { ...(device ? { device } : {}), attempts, network, from, until };
    await this.log.record({ ...ctx, ip: row.ipAddress }, action as RefusalAction, { userId, details, actor: { type: 'public' } });
  }
}

/** Neither addresses nor accounts are readable in it. */
function keyOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\u0000')).digest('base64url');
}
