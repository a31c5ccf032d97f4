import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { emailKey } from '@rapport/common';
import type { Context } from '../../platform/context/Context.js';
import { type StepLimits, StepRemover } from '../../platform/database/removeInSteps.js';
import { execute, isPostgres, queryOne, sql } from '../../platform/database/sql.js';
import { User } from './entities/User.js';

/** The address of an account that is being removed begins like this; no real one has a colon before its @. */
const GONE = 'deleted:';
const isThere = sql.raw(`email NOT LIKE '${GONE}%'`);

@Injectable()
export class UserRepository {
  async isEmpty(ctx: Context): Promise<boolean> {
    return (await queryOne(ctx.manager, sql`SELECT id FROM users WHERE ${isThere} LIMIT 1`)) === null;
  }

  async findFirstId(ctx: Context): Promise<string | null> {
    return (
      (await queryOne<{ id: string }>(ctx.manager, sql`SELECT id FROM users WHERE ${isThere} ORDER BY created_at, id LIMIT 1`))?.id ?? null
    );
  }

  findById(ctx: Context, id: string): Promise<User | null> {
    return ctx.manager.findOneBy(User, { id });
  }

  findByEmail(ctx: Context, email: string): Promise<User | null> {
    return ctx.manager.findOneBy(User, { email: emailKey(email) });
  }

  /**
   * What changes the credentials of one account goes one after the other; SQLite writes one after the other anyway.
   * Not FOR UPDATE: an entry of the audit log refers to the account, and whoever writes one already holds the chain.
   */
  async lock(ctx: Context, id: string): Promise<void> {
    if (isPostgres(ctx.manager)) await queryOne(ctx.manager, sql`SELECT id FROM users WHERE id = ${id} FOR NO KEY UPDATE`);
  }

  async raiseCredentialsVersion(ctx: Context, id: string): Promise<void> {
    await execute(ctx.manager, sql`UPDATE users SET credentials_version = credentials_version + 1 WHERE id = ${id}`);
  }

  listByIds(ctx: Context, ids: readonly string[]): Promise<User[]> {
    return ctx.manager.findBy(User, { id: In([...ids]) });
  }

  async insert(ctx: Context, user: User): Promise<void> {
    await ctx.manager.insert(User, user);
  }

  async update(ctx: Context, id: string, changes: Partial<Omit<User, 'id' | 'createdAt' | 'credentialsVersion'>>): Promise<void> {
    await ctx.manager.update(User, { id }, changes);
  }

  /**
   * From here on nobody signs in as this account, and its address is free: sessions, keys and memberships are gone. What else hangs on it
   * may be much, and is removed afterwards.
   */
  async markDeleted(ctx: Context, id: string): Promise<boolean> {
    const { manager } = ctx;
    const marked = await execute(
      manager,
      sql`UPDATE users SET email = ${GONE} || id, password_hash = '', name = 'Deleted account' WHERE id = ${id} AND ${isThere}`,
    );
    for (const table of ['sessions', 'api_keys', 'workspace_members'])
      await execute(manager, sql`DELETE FROM ${sql.raw(table)} WHERE user_id = ${id}`);
    return marked === 1;
  }

  async isDeleted(ctx: Context, id: string): Promise<boolean> {
    return (await queryOne(ctx.manager, sql`SELECT id FROM users WHERE id = ${id} AND NOT ${isThere}`)) !== null;
  }

  /** A deleted account with everything that is its own, a little at a time; what the person wrote for others stays, without their name. */
  remove(ctx: Context, id: string, limits: StepLimits): Promise<boolean> {
    return new StepRemover(ctx.manager, limits).remove('users', sql`id = ${id} AND NOT ${isThere}`);
  }
}
