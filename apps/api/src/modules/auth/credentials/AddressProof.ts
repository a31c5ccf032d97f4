import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../../platform/context/Context.js';
import { ApiKeys } from '../../../platform/security/ApiKeys.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { CredentialService } from '../../users/CredentialService.js';
import { AccountLog } from '../AccountLog.js';
import { TwoFactorRepository } from '../twoFactor/TwoFactorRepository.js';
import { PendingAccess } from './PendingAccess.js';

/** How someone proved that they read an address. */
export type ProofBy = 'link' | 'invitation' | 'passwordReset' | 'operator';

/** Accounts whose address nobody has proven yet, and the moment in which someone does (docs/adr/0047). */
@Injectable()
export class AddressProof {
  constructor(
    private readonly credentials: CredentialService,
    private readonly pending: PendingAccess,
    private readonly sessions: Sessions,
    private readonly twoFactor: TwoFactorRepository,
    private readonly keys: ApiKeys,
    private readonly log: AccountLog,
  ) {}

  /** The one who proves it is the one who is signed in: what they have set up stays. Nothing happens where it was proven before. */
  async confirm(ctx: Context, userId: string, by: ProofBy, request?: FastifyRequest): Promise<void> {
    const { emailVerifiedAt } = await this.credentials.lock(ctx, userId);
    if (emailVerifiedAt === null) await this.mark(ctx, userId, by, request, {});
  }

  /**
   * The one who proves it may be another than the one who used the account until now: what that one set up is void. The password is
   * theirs to replace; second factor, sessions, keys and everything pending go here.
   */
  async claim(ctx: Context, userId: string, by: ProofBy, request?: FastifyRequest): Promise<void> {
    const { emailVerifiedAt } = await this.credentials.lock(ctx, userId);
    if (emailVerifiedAt !== null) return;
    await this.pending.voidAll(ctx, userId);
    const hadTwoFactor = await this.twoFactor.remove(ctx, userId);
    const endedSessions = await this.sessions.endAll(ctx, userId);
    const revokedKeys = (await this.keys.revokeAllOf(ctx, userId)).length;
    await this.mark(ctx, userId, by, request, { hadTwoFactor, endedSessions, revokedKeys });
  }

  private async mark(ctx: Context, userId: string, by: ProofBy, request: FastifyRequest | undefined, details: object): Promise<void> {
    await this.credentials.markEmailProven(ctx, userId);
    await this.log.record(ctx, 'auth.emailConfirmed', { userId, ...(request ? { request } : {}), details: { by, ...details } });
  }
}
