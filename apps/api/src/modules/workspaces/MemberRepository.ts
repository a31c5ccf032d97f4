import { Injectable } from '@nestjs/common';
import type { Context, Role, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import { WorkspaceMember } from './entities/WorkspaceMember.js';

export interface MemberRow {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
}

const MEMBERS = sql.raw(
  `SELECT u.id AS "userId", COALESCE(u.name, u.email) AS name, u.email, m.role, m.joined_at AS "joinedAt" FROM workspace_members m JOIN users u ON u.id = m.user_id`,
);

/** Who belongs to a workspace. The owner's row changes only by a transfer, which every statement here sees to itself. */
@Injectable()
export class MemberRepository {
  list(ctx: WorkspaceContext): Promise<MemberRow[]> {
    return queryRows(ctx.manager, sql`${MEMBERS} WHERE m.workspace_id = ${ctx.workspaceId} ORDER BY m.joined_at, u.id`);
  }

  find(ctx: WorkspaceContext, userId: string): Promise<MemberRow | null> {
    return queryOne(ctx.manager, sql`${MEMBERS} WHERE m.workspace_id = ${ctx.workspaceId} AND u.id = ${userId}`);
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
