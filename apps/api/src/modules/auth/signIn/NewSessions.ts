import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { InvitationService } from '../../workspaces/InvitationService.js';
import { AccountLog } from '../AccountLog.js';
import { AddressProof } from '../credentials/AddressProof.js';
import type { Exchange } from '../Exchange.js';
import type { SecondFactorProof } from '../twoFactor/TwoFactorService.js';
import type { SignInChallenge } from './SignInChallengeRepository.js';

export type SignInMethod = 'password' | SecondFactorProof['kind'];

/** Sessions of people who have shown all that is asked for. Inside the caller's unit of work. */
@Injectable()
export class NewSessions {
  constructor(
    private readonly sessions: Sessions,
    private readonly invitations: InvitationService,
    private readonly proof: AddressProof,
    private readonly log: AccountLog,
  ) {}

  /** With its entry in the log; what belongs to the sign-in joins the same transaction. */
  async start(ctx: Context, who: SignInChallenge, by: SignInMethod, { request, reply }: Exchange): Promise<void> {
    const { userId, invitationId, provesEmail } = who;
    if (provesEmail) await this.proof.confirm(ctx, userId, 'invitation', request);
    if (invitationId !== null) await this.invitations.acceptById(ctx, invitationId, userId);
    const sessionId = await this.sessions.start(ctx, userId, request, reply);
    const actor = { type: 'user', userId, sessionId } as const;
    if (by === 'recoveryCode') await this.log.record(ctx, 'auth.recoveryCodeUsed', { userId, request, actor });
    await this.log.record(ctx, 'auth.signedIn', { userId, request, actor, details: { by } });
  }
}
