import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { emailKey } from '@rapport/common';
import type { Context } from '../../platform/context/Context.js';
import { queryOne, sql } from '../../platform/database/sql.js';
import { User } from './entities/User.js';

@Injectable()
export class UserRepository {
  async isEmpty(ctx: Context): Promise<boolean> {
    return (await queryOne(ctx.manager, sql`SELECT id FROM users LIMIT 1`)) === null;
  }

  async findFirstId(ctx: Context): Promise<string | null> {
    return (await queryOne<{ id: string }>(ctx.manager, sql`SELECT id FROM users ORDER BY created_at, id LIMIT 1`))?.id ?? null;
  }

  findById(ctx: Context, id: string): Promise<User | null> {
    return ctx.manager.findOneBy(User, { id });
  }

  findByEmail(ctx: Context, email: string): Promise<User | null> {
    return ctx.manager.findOneBy(User, { email: emailKey(email) });
  }

  listByIds(ctx: Context, ids: readonly string[]): Promise<User[]> {
    return ctx.manager.findBy(User, { id: In([...ids]) });
  }

  async insert(ctx: Context, user: User): Promise<void> {
    await ctx.manager.insert(User, user);
  }

  async update(ctx: Context, id: string, changes: Partial<Pick<User, 'name' | 'passwordHash' | 'email'>>): Promise<void> {
    await ctx.manager.update(User, { id }, changes);
  }

  /** Sessions, second factor, memberships and keys go with it; what the person wrote stays, without their name. */
  async delete(ctx: Context, id: string): Promise<boolean> {
    return ((await ctx.manager.delete(User, { id })).affected ?? 0) > 0;
  }
}
