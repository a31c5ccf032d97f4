import { Injectable } from '@nestjs/common';
import type { Context, Role, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, isPostgres, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import { WorkspaceMember } from './entities/WorkspaceMember.js';

export interface MemberRow {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
  isEmailConfirmed: boolean;
}

type Row = Omit<MemberRow, 'isEmailConfirmed'> & { isEmailConfirmed: boolean | number };

const MEMBERS = sql.raw(
  `SELECT u.id AS "userId", COALESCE(u.name, u.email) AS name, u.email, m.role, m.joined_at AS "joinedAt", u.email_verified_at IS NOT NULL AS "isEmailConfirmed" FROM workspace_members m JOIN users u ON u.id = m.user_id`,
);

/** Who belongs to a workspace. The owner's row changes only by a transfer, which every statement here sees to itself. */
@Injectable()
export class MemberRepository {
  async list(ctx: WorkspaceContext): Promise<MemberRow[]> {
    const rows = await queryRows<Row>(ctx.manager, sql`${MEMBERS} WHERE m.workspace_id = ${ctx.workspaceId} ORDER BY m.joined_at, u.id`);
    return rows.map(toMember);
  }

  async count(ctx: WorkspaceContext): Promise<number> {
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM workspace_members WHERE workspace_id = ${ctx.workspaceId}`,
    );
    return row?.n ?? 0;
  }

  async find(ctx: WorkspaceContext, userId: string): Promise<MemberRow | null> {
    const row = await queryOne<Row>(ctx.manager, sql`${MEMBERS} WHERE m.workspace_id = ${ctx.workspaceId} AND u.id = ${userId}`);
    return row && toMember(row);
  }

  /** The role that a member has, which nobody changes or takes away before the unit of work is over. */
  async holdRole(ctx: WorkspaceContext, userId: string): Promise<Role | null> {
    const row = await queryOne<{ role: Role }>(
      ctx.manager,
      sql`SELECT role FROM workspace_members WHERE workspace_id = ${ctx.workspaceId} AND user_id = ${userId}
          ${sql.if(isPostgres(ctx.manager), sql`FOR SHARE`)}`,
    );
    return row?.role ?? null;
  }

  async insert(ctx: Context, member: WorkspaceMember): Promise<void> {
    await ctx.manager.insert(WorkspaceMember, member);
  }

  /** False for the owner and for nobody. */
  async updateRole(ctx: WorkspaceContext, userId: string, role: Exclude<Role, 'owner'>): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE workspace_members SET role = ${role} WHERE workspace_id = ${ctx.workspaceId} AND user_id = ${userId} AND role <> 'owner'`,
    );
    return changed === 1;
  }

  /** False for the owner and for nobody. */
  async delete(ctx: WorkspaceContext, userId: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`DELETE FROM workspace_members WHERE workspace_id = ${ctx.workspaceId} AND user_id = ${userId} AND role <> 'owner'`,
    );
    return changed === 1;
  }

  /**
   * The workspace and both roles move together: three conditional updates, each of which has to change its one row. False: the one
   * is not the owner any more, or the other no member; the caller rolls back.
   */
  async transfer(ctx: WorkspaceContext, from: string, to: string): Promise<boolean> {
    const owned = await execute(
      ctx.manager,
      sql`UPDATE workspaces SET user_id = ${to} WHERE id = ${ctx.workspaceId} AND user_id = ${from} AND deleted_at IS NULL`,
    );
    const risen = await execute(
      ctx.manager,
      sql`UPDATE workspace_members SET role = 'owner' WHERE workspace_id = ${ctx.workspaceId} AND user_id = ${to} AND role <> 'owner'`,
    );
    const stepped = await execute(
      ctx.manager,
      sql`UPDATE workspace_members SET role = 'admin' WHERE workspace_id = ${ctx.workspaceId} AND user_id = ${from} AND role = 'owner'`,
    );
    return owned === 1 && risen === 1 && stepped === 1;
  }
}

function toMember(row: Row): MemberRow {
  return { ...row, isEmailConfirmed: Boolean(row.isEmailConfirmed) };
}
