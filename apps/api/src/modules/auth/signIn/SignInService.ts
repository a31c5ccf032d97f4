import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { InvitationService } from '../../workspaces/InvitationService.js';
import { AccountLog } from '../AccountLog.js';
import type { SecondFactorDto, SecondFactorRequiredDto, SessionDto } from '../AuthDtos.js';
import { challengeOver, secondFactorRefused } from '../authErrors.js';
import type { Exchange } from '../Exchange.js';
import { type SecondFactorProof, TwoFactorService } from '../twoFactor/TwoFactorService.js';
import { SessionPresenter } from './SessionPresenter.js';
import { type SignInChallenge, SignInChallengeRepository } from './SignInChallengeRepository.js';

type Method = 'password' | SecondFactorProof['kind'];

/** The one way to a session. Whoever has a second factor gets in with it only, wherever they come from. */
@Injectable()
export class SignInService {
  constructor(
    private readonly twoFactor: TwoFactorService,
    private readonly challenges: SignInChallengeRepository,
    private readonly sessions: Sessions,
    private readonly invitations: InvitationService,
    private readonly limiter: AttemptLimiter,
    private readonly log: AccountLog,
    private readonly presenter: SessionPresenter,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The password was right: a session, or the challenge that the second factor answers. */
  async enter(ctx: Context, who: SignInChallenge, exchange: Exchange): Promise<SessionDto | SecondFactorRequiredDto> {
    if (await this.twoFactor.isOn(ctx, who.userId)) return this.challenge(ctx, who, exchange);
    await this.unitOfWork.run(ctx, (ctx) => this.start(ctx, who, 'password', exchange));
    return this.presenter.describe(ctx, who.userId);
  }

  async answerChallenge(ctx: Context, input: SecondFactorDto, exchange: Exchange): Promise<SessionDto> {
    const challenge = await this.challenges.find(ctx, input.challengeToken);
    if (!challenge) throw challengeOver();
    const { userId } = challenge;
    await this.limiter.count(ctx, 'secondFactor', userId);
    const proof = await this.twoFactor.read(ctx, userId, input.code);
    const isIn = proof !== null && (await this.finish(ctx, challenge, proof, input.challengeToken, exchange));
    if (!isIn) {
      await this.log.record(ctx, 'auth.secondFactorRefused', { userId, request: exchange.request });
      throw secondFactorRefused();
    }
    await this.limiter.succeed(ctx, 'secondFactor', userId);
    return this.presenter.describe(ctx, userId);
  }

  /** A new session with its entry in the log; what belongs to the sign-in joins the same transaction. */
  async start(ctx: Context, { userId, invitationId }: SignInChallenge, by: Method, { request, reply }: Exchange): Promise<void> {
    if (invitationId !== null) await this.invitations.acceptById(ctx, invitationId, userId);
    const sessionId = await this.sessions.start(ctx, userId, request, reply);
    const actor = { type: 'user', userId, sessionId } as const;
    if (by === 'recoveryCode') await this.log.record(ctx, 'auth.recoveryCodeUsed', { userId, request, actor });
    await this.log.record(ctx, 'auth.signedIn', { userId, request, actor, details: { by } });
  }

  private challenge(ctx: Context, who: SignInChallenge, { request }: Exchange): Promise<SecondFactorRequiredDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const challengeToken = await this.challenges.open(ctx, who);
      await this.log.record(ctx, 'auth.secondFactorAwaited', { userId: who.userId, request });
      return { secondFactorRequired: true, challengeToken };
    });
  }

  /** False when the code was used before: then nothing has happened. */
  private finish(ctx: Context, challenge: SignInChallenge, proof: SecondFactorProof, token: string, exchange: Exchange): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.twoFactor.take(ctx, challenge.userId, proof))) return false;
      if (!(await this.challenges.take(ctx, token))) throw challengeOver();
      await this.start(ctx, challenge, proof.kind, exchange);
      return true;
    });
  }
}
