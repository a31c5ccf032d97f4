import { Injectable } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { User } from './entities/User.js';
import { userGone } from './userErrors.js';
import { UserRepository } from './UserRepository.js';

/** What an account can be opened with, as far as it is kept with the account itself. Commands of the operator use it too. */
@Injectable()
export class CredentialService {
  constructor(
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  /** The account as it is now, inside a unit of work that changes its credentials: such units wait for each other. */
  async lock(ctx: Context, id: string): Promise<User> {
    await this.users.lock(ctx, id);
    const user = await this.users.findById(ctx, id);
    if (!user) throw userGone();
    return user;
  }

  /** From now on nothing holds that was begun before. */
  async raiseVersion(ctx: Context, id: string): Promise<void> {
    await this.users.raiseCredentialsVersion(ctx, id);
  }

  async markEmailProven(ctx: Context, id: string): Promise<void> {
    await this.users.update(ctx, id, { emailVerifiedAt: nowIso(this.clock), vouchedWorkspaceId: null });
  }
}
