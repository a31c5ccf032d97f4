import { Injectable, type OnModuleInit } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import type { Context } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { isPasswordRight } from '../../platform/security/passwords.js';
import type { RemovalTarget } from '../../platform/removal/RemovalRepository.js';
import { Removals } from '../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { User } from './entities/User.js';
import { emailTaken, emailUnconfirmed, userGone } from './userErrors.js';
import { CredentialService } from './CredentialService.js';
import { UserRepository } from './UserRepository.js';

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  /** The workspace whose members may have seen the link that makes this account. Left out: the address is proven. */
  readonly vouchedWorkspaceId?: string;
}

/** Accounts: people, whatever workspaces they are in. */
@Injectable()
export class UserService implements OnModuleInit {
  constructor(
    private readonly users: UserRepository,
    readonly credentials: CredentialService,
    private readonly clock: Clock,
    private readonly removals: Removals,
  ) {}

  onModuleInit(): void {
    this.removals.register('account', (ctx, { targetId }, limits) => this.users.remove(ctx, targetId, limits));
  }

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

  findById(ctx: Context, id: string): Promise<User | null> {
    return this.users.findById(ctx, id);
  }

  async requireUser(ctx: Context, id: string): Promise<User> {
    const user = await this.users.findById(ctx, id);
    if (!user) throw userGone();
    return user;
  }

  /** For what an account may do only once its address is proven (docs/adr/0047). */
  async requireProven(ctx: Context, id: string): Promise<User> {
    const user = await this.requireUser(ctx, id);
    if (user.emailVerifiedAt === null) throw emailUnconfirmed();
    return user;
  }

  /** Names by id, for lists that show who did what. */
  async namesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const users = await this.users.listByIds(ctx, ids);
    return new Map(users.map((user) => [user.id, user.name ?? user.email]));
  }

  /** As it is now, inside a unit of work that changes its credentials: such units wait for each other. */
  lock(ctx: Context, id: string): Promise<User> {
    return this.credentials.lock(ctx, id);
  }

  /**
   * `passwordHash` is made outside the transaction: hashing takes tens of milliseconds. Without a proven address, the account belongs to
   * the workspace that invited it.
   */
  async create(ctx: Context, input: NewUser): Promise<User> {
    if (await this.users.findByEmail(ctx, input.email)) throw emailTaken();
    const now = nowIso(this.clock);
    const { vouchedWorkspaceId = null } = input;
    const user: User = {
      id: newId(),
      email: emailKey(input.email),
      name: input.name,
      passwordHash: input.passwordHash,
      createdAt: now,
      emailVerifiedAt: vouchedWorkspaceId === null ? now : null,
      vouchedWorkspaceId,
      credentialsVersion: 1,
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

  /** Takes as long for a wrong password as for the right one. */
  async isOwnPassword(ctx: Context, id: string, password: string): Promise<boolean> {
    return isPasswordRight(password, (await this.requireUser(ctx, id)).passwordHash);
  }

  /** `passwordHash` is made outside the transaction. */
  async setPassword(ctx: Context, id: string, passwordHash: string): Promise<void> {
    await this.users.update(ctx, id, { passwordHash });
  }

  /** To an address that was just proven. False when it has become another account's in the meantime. */
  async setEmail(ctx: Context, id: string, email: string): Promise<boolean> {
    const owner = await this.users.findByEmail(ctx, email);
    if (owner && owner.id !== id) return false;
    await this.users.update(ctx, id, { email: emailKey(email) });
    await this.credentials.markEmailProven(ctx, id);
    return true;
  }

  /** Inside the caller's transaction. Nobody signs in as this account any more, and its address is free. `beginRemoval` does the rest. */
  async delete(ctx: Context, id: string): Promise<void> {
    if (!(await this.users.markDeleted(ctx, id))) throw userGone();
  }

  /** Removes in the background what belongs to a deleted account, its workspaces too. Nothing for one that is not deleted. */
  async beginRemoval(ctx: Context, id: string): Promise<void> {
    if (await this.users.isDeleted(ctx, id)) await this.removals.begin(ctx, accountRemoval(id));
  }

  /** Call it after the commit of `beginRemoval`. */
  hastenRemoval(ctx: Context, id: string): Promise<void> {
    return this.removals.hasten(ctx, accountRemoval(id));
  }
}

function accountRemoval(id: string): RemovalTarget {
  return { kind: 'account', targetId: id, workspaceId: null };
}
