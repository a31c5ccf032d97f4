import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { UserService } from '../../users/UserService.js';
import type { LoginDto, SecondFactorDto, SecondFactorRequiredDto, SessionDto } from '../AuthDtos.js';
import { loginRefused } from '../authErrors.js';
import { CredentialAttempts } from '../CredentialAttempts.js';
import type { Exchange } from '../Exchange.js';
import { NewSessions } from './NewSessions.js';
import { SessionPresenter } from './SessionPresenter.js';
import type { SignInChallenge } from './SignInChallengeRepository.js';
import { SignInChallenges } from './SignInChallenges.js';

/** Someone whose password was right, when the account was as this version says. */
export interface PasswordProof extends SignInChallenge {
  readonly credentialsVersion: number;
}

/** The one way to a session. Whoever has a second factor gets in with it only, wherever they come from. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: UserService,
    private readonly attempts: CredentialAttempts,
    private readonly challenges: SignInChallenges,
    private readonly newSessions: NewSessions,
    private readonly presenter: SessionPresenter,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What is refused costs the same time and the same writes, whether there is such an account or not. */
  async login(ctx: Context, { email, password }: LoginDto, exchange: Exchange): Promise<SessionDto | SecondFactorRequiredDto> {
    const { request } = exchange;
    const ownerId = async (): Promise<string | null> => (await this.users.findByEmail(ctx, email))?.id ?? null;
    const attempt = { kind: 'signIn', account: email, ownerId, request, refusal: loginRefused } as const;
    const user = await this.attempts.make(ctx, attempt, () => this.users.authenticate(ctx, email, password));
    const { id: userId, credentialsVersion } = user;
    return this.enter(ctx, { userId, credentialsVersion, invitationId: null, provesEmail: false }, exchange);
  }

  /** The password was right: a session, or the challenge that the second factor answers. */
  async enter(ctx: Context, who: PasswordProof, exchange: Exchange): Promise<SessionDto | SecondFactorRequiredDto> {
    const challenge = await this.unitOfWork.run(ctx, async (ctx) => {
      // Checking a password takes its time: it may have been changed meanwhile, to shut out the very person who enters.
      const { credentialsVersion } = await this.users.lock(ctx, who.userId);
      if (credentialsVersion !== who.credentialsVersion) throw loginRefused();
      const asked = await this.challenges.ask(ctx, who, exchange);
      if (!asked) await this.newSessions.start(ctx, who, 'password', exchange);
      return asked;
    });
    return challenge ?? this.presenter.describe(ctx, who.userId);
  }

  async answerChallenge(ctx: Context, input: SecondFactorDto, exchange: Exchange): Promise<SessionDto> {
    const userId = await this.challenges.answer(ctx, input, exchange, (ctx, who, by) => this.newSessions.start(ctx, who, by, exchange));
    return this.presenter.describe(ctx, userId);
  }
}
