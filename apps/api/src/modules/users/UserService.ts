import { Injectable } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { hashPassword, isPasswordRight } from '../../platform/security/passwords.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { User } from './entities/User.js';
import { emailTaken, userGone, wrongCurrentPassword } from './userErrors.js';
import { UserRepository } from './UserRepository.js';

/** Accounts: people, whatever workspaces they are in. */
@Injectable()
export class UserService {
  constructor(
    private readonly users: UserRepository,
    private readonly clock: Clock,
  ) {}

  hasNoAccounts(ctx: Context): Promise<boolean> {
    return this.users.isEmpty(ctx);
  }

  /** The oldest account belongs to whoever set the installation up. */
  async isFirstAccount(ctx: Context, id: string): Promise<boolean> {
    return (await this.users.findFirstId(ctx)) === id;
  }

  findByEmail(ctx: Context, email: string): Promise<User | null> {
    return this.users.findByEmail(ctx, email);
  }

  async requireUser(ctx: Context, id: string): Promise<User> {
    const user = await this.users.findById(ctx, id);
    if (!user) throw userGone();
    return user;
  }

  /** Names by id, for lists that show who did what. */
  async namesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const users = await this.users.listByIds(ctx, ids);
    return new Map(users.map((user) => [user.id, user.name ?? user.email]));
  }

  /** `passwordHash` is made outside the transaction: hashing takes tens of milliseconds. */
  async create(ctx: Context, input: { email: string; name: string; passwordHash: string }): Promise<User> {
    if (await this.users.findByEmail(ctx, input.email)) throw emailTaken();
    const user: User = {
      id: newId(),
      email: input.email.toLowerCase(),
      name: input.name,
      passwordHash: input.passwordHash,
      createdAt: nowIso(this.clock),
    };
    await this.users.insert(ctx, user);
    return user;
  }

  /** The account that the password opens, or null. Takes as long for an unknown address as for a wrong password. */
  async authenticate(ctx: Context, email: string, password: string): Promise<User | null> {
    const user = await this.users.findByEmail(ctx, email);
    return (await isPasswordRight(password, user?.passwordHash ?? null)) ? user : null;
  }

  async rename(ctx: Context, id: string, name: string): Promise<void> {
    await this.users.update(ctx, id, { name });
  }

  async changePassword(ctx: Context, id: string, currentPassword: string, newPassword: string): Promise<void> {
    const user = await this.requireUser(ctx, id);
    if (!(await isPasswordRight(currentPassword, user.passwordHash))) throw wrongCurrentPassword();
    await this.users.update(ctx, id, { passwordHash: await hashPassword(newPassword) });
  }
}
