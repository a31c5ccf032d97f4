import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import type { SecondFactorDto, SecondFactorRequiredDto } from '../AuthDtos.js';
import { challengeOver, secondFactorRefused } from '../authErrors.js';
import { CredentialAttempts } from '../CredentialAttempts.js';
import type { Exchange } from '../Exchange.js';
import { type SecondFactorProof, TwoFactorService } from '../twoFactor/TwoFactorService.js';
import { type SignInChallenge, SignInChallengeRepository } from './SignInChallengeRepository.js';

/** Lets the person in, in the transaction that uses up the code and the challenge. */
type Enter = (ctx: Context, challenge: SignInChallenge, by: SecondFactorProof['kind']) => Promise<void>;

/** The second factor of a sign-in: whether it is asked for, and what answers it. */
@Injectable()
export class SignInChallenges {
  constructor(
    private readonly twoFactor: TwoFactorService,
    private readonly challenges: SignInChallengeRepository,
    private readonly users: UserService,
    private readonly attempts: CredentialAttempts,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Null when the account has no second factor. Inside the caller's unit of work. */
  async ask(ctx: Context, who: SignInChallenge, { request }: Exchange): Promise<SecondFactorRequiredDto | null> {
    if (!(await this.twoFactor.isOn(ctx, who.userId))) return null;
    const challengeToken = await this.challenges.open(ctx, who);
    await this.log.record(ctx, 'auth.secondFactorAwaited', { userId: who.userId, request });
    return { secondFactorRequired: true, challengeToken };
  }

  /** The id of the account that was let in. */
  async answer(ctx: Context, { challengeToken, code }: SecondFactorDto, { request }: Exchange, enter: Enter): Promise<string> {
    const challenge = await this.challenges.find(ctx, challengeToken);
    if (!challenge) throw challengeOver();
    const { userId } = challenge;
    const attempt = {
      kind: 'secondFactor',
      account: userId,
      ownerId: () => Promise.resolve(userId),
      request,
      refusal: secondFactorRefused,
    } as const;
    await this.attempts.make(ctx, attempt, async () => {
      const proof = await this.twoFactor.read(ctx, userId, code);
      return proof && this.finish(ctx, challenge, proof, challengeToken, enter);
    });
    return userId;
  }

  /** False when the code was used before: then nothing has happened. */
  private finish(ctx: Context, challenge: SignInChallenge, proof: SecondFactorProof, token: string, enter: Enter): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.users.lock(ctx, challenge.userId);
      if (!(await this.twoFactor.take(ctx, challenge.userId, proof))) return false;
      if (!(await this.challenges.take(ctx, token))) throw challengeOver();
      await enter(ctx, challenge, proof.kind);
      return true;
    });
  }
}
