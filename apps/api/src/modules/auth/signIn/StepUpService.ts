import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import type { AppError } from '../../../platform/http/AppError.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import type { StepUpDto } from '../AuthDtos.js';
import { codeNeeded, passwordNeeded, wrongCode, wrongPassword } from '../authErrors.js';
import { CredentialAttempts } from '../CredentialAttempts.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';
import { type SecondFactorProof, TwoFactorService } from '../twoFactor/TwoFactorService.js';

/** The signed-in person proves again who they are. Who has a second factor gives that: a password alone may have been seen. */
@Injectable()
export class StepUpService {
  constructor(
    private readonly users: UserService,
    private readonly twoFactor: TwoFactorService,
    private readonly sessions: Sessions,
    private readonly attempts: CredentialAttempts,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async stepUp(ctx: Context, input: StepUpDto, exchange: Exchange): Promise<void> {
    if (await this.twoFactor.isOn(ctx, personOf(ctx).userId)) await this.byCode(ctx, input.code, exchange);
    else await this.byPassword(ctx, input.password, exchange);
  }

  /** For acts that ask for the password themselves. */
  async assertOwnPassword(ctx: Context, password: string, field: 'password' | 'currentPassword', exchange: Exchange): Promise<void> {
    const { userId } = personOf(ctx);
    await this.attempt(
      ctx,
      exchange,
      () => wrongPassword(field),
      () => this.users.isOwnPassword(ctx, userId, password),
    );
  }

  private async byPassword(ctx: Context, password: string | undefined, exchange: Exchange): Promise<void> {
    if (!password) throw passwordNeeded();
    await this.assertOwnPassword(ctx, password, 'password', exchange);
    await this.unitOfWork.run(ctx, (ctx) => this.mark(ctx, 'password', exchange));
  }

  private async byCode(ctx: Context, code: string | undefined, exchange: Exchange): Promise<void> {
    if (!code) throw codeNeeded();
    const { userId } = personOf(ctx);
    await this.attempt(ctx, exchange, wrongCode, async () => {
      const proof = await this.twoFactor.read(ctx, userId, code);
      return proof !== null && this.useUp(ctx, proof, exchange);
    });
  }

  /** False when the code was used before: then nothing has happened. */
  private useUp(ctx: Context, proof: SecondFactorProof, exchange: Exchange): Promise<boolean> {
    const { userId } = personOf(ctx);
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.twoFactor.take(ctx, userId, proof))) return false;
      if (proof.kind === 'recoveryCode') await this.log.record(ctx, 'auth.recoveryCodeUsed', { userId, request: exchange.request });
      await this.mark(ctx, proof.kind, exchange);
      return true;
    });
  }

  private async attempt(ctx: Context, { request }: Exchange, refusal: () => AppError, prove: () => Promise<boolean>): Promise<void> {
    const { userId } = personOf(ctx);
    await this.attempts.make(ctx, { kind: 'stepUp', account: userId, ownerId: () => Promise.resolve(userId), request, refusal }, prove);
  }

  private async mark(ctx: Context, by: string, { request }: Exchange): Promise<void> {
    const { userId, sessionId } = personOf(ctx);
    await this.sessions.stepUp(ctx, sessionId);
    await this.log.record(ctx, 'auth.steppedUp', { userId, request, details: { by } });
  }
}
