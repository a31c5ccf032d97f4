import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import type { SecondFactorDto, SecondFactorRequiredDto, SessionDto } from '../AuthDtos.js';
import { challengeOver, loginRefused, secondFactorRefused } from '../authErrors.js';
import { RefusedAttempts } from '../RefusedAttempts.js';
import type { Exchange } from '../Exchange.js';
import { type SecondFactorProof, TwoFactorService } from '../twoFactor/TwoFactorService.js';
import { NewSessions } from './NewSessions.js';
import { SessionPresenter } from './SessionPresenter.js';
import { type SignInChallenge, SignInChallengeRepository } from './SignInChallengeRepository.js';

/** Somebody whose password was right, when the account was as this version says. */
export interface PasswordProof extends SignInChallenge {
  readonly credentialsVersion: number;
}

/** The one way to a session. Whoever has a second factor gets in with it only, wherever they come from. */
@Injectable()
export class SignInService {
  constructor(
    private readonly twoFactor: TwoFactorService,
    private readonly challenges: SignInChallengeRepository,
    private readonly users: UserService,
    private readonly newSessions: NewSessions,
    private readonly limiter: AttemptLimiter,
    private readonly log: AccountLog,
    private readonly refused: RefusedAttempts,
    private readonly presenter: SessionPresenter,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The password was right: a session, or the challenge that the second factor answers. */
  async enter(ctx: Context, who: PasswordProof, exchange: Exchange): Promise<SessionDto | SecondFactorRequiredDto> {
    const challenge = await this.unitOfWork.run(ctx, async (ctx) => {
      // Checking a password takes its time: it may have been changed meanwhile, to shut out the very person who enters.
      const { credentialsVersion } = await this.users.lock(ctx, who.userId);
      if (credentialsVersion !== who.credentialsVersion) throw loginRefused();
      if (await this.twoFactor.isOn(ctx, who.userId)) return this.challenge(ctx, who, exchange);
      await this.newSessions.start(ctx, who, 'password', exchange);
      return null;
    });
    if (challenge) return challenge;
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
      await this.refused.record(ctx, 'auth.secondFactorRefused', { userId, account: userId, request: exchange.request });
      throw secondFactorRefused();
    }
    await this.limiter.succeed(ctx, 'secondFactor', userId);
    return this.presenter.describe(ctx, userId);
  }

  private async challenge(ctx: Context, who: SignInChallenge, { request }: Exchange): Promise<SecondFactorRequiredDto> {
    const challengeToken = await this.challenges.open(ctx, who);
    await this.log.record(ctx, 'auth.secondFactorAwaited', { userId: who.userId, request });
    return { secondFactorRequired: true, challengeToken };
  }

  /** False when the code was used before: then nothing has happened. */
  private finish(ctx: Context, challenge: SignInChallenge, proof: SecondFactorProof, token: string, exchange: Exchange): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.users.lock(ctx, challenge.userId);
      if (!(await this.twoFactor.take(ctx, challenge.userId, proof))) return false;
      if (!(await this.challenges.take(ctx, token))) throw challengeOver();
      await this.newSessions.start(ctx, challenge, proof.kind, exchange);
      return true;
    });
  }
}
