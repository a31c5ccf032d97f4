import { Injectable } from '@nestjs/common';
import type { Context, Role, WorkspaceContext } from '../../platform/context/Context.js';
import { queryRows, sql } from '../../platform/database/sql.js';
import { Invitation } from './entities/Invitation.js';
import { Workspace } from './entities/Workspace.js';
import { WorkspaceMember } from './entities/WorkspaceMember.js';

export interface Membership {
  id: string;
  name: string;
  role: Role;
  isSample: boolean;
}

export interface MemberRow {
  userId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: string;
}

@Injectable()
export class WorkspaceRepository {
  async listMemberships(ctx: Context, userId: string): Promise<Membership[]> {
    const rows = await queryRows<{ id: string; name: string; role: Role; is_sample: number | boolean }>(
      ctx.manager,
      sql`SELECT w.id, w.name, m.role, w.is_sample FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id
          WHERE m.user_id = ${userId} ORDER BY w.is_sample, w.name, w.id`,
    );
    return rows.map((row) => ({ id: row.id, name: row.name, role: row.role, isSample: Boolean(row.is_sample) }));
  }

  findById(ctx: Context, id: string): Promise<Workspace | null> {
    return ctx.manager.findOneBy(Workspace, { id });
  }

  findByOwnerAndName(ctx: Context, userId: string, name: string): Promise<Workspace | null> {
    return ctx.manager.findOneBy(Workspace, { userId, name });
  }

  /** What a person owns and would take along if their account went; sample data and what is being deleted do not count. */
  listOwned(ctx: Context, userId: string): Promise<{ id: string; name: string }[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT id, name FROM workspaces WHERE user_id = ${userId} AND is_sample = ${false} AND deleted_at IS NULL ORDER BY name, id`,
    );
  }

  findSample(ctx: Context, userId: string): Promise<Workspace | null> {
    return ctx.manager.findOneBy(Workspace, { userId, isSample: true });
  }

  async insert(ctx: Context, workspace: Workspace): Promise<void> {
    await ctx.manager.insert(Workspace, workspace);
  }

  async update(ctx: WorkspaceContext, changes: Partial<Workspace>): Promise<void> {
    if (Object.keys(changes).length > 0) await ctx.manager.update(Workspace, { id: ctx.workspaceId }, changes);
  }

  async delete(ctx: Context, id: string): Promise<void> {
    await ctx.manager.delete(Workspace, { id });
  }

  listMembers(ctx: WorkspaceContext): Promise<MemberRow[]> {
    return queryRows<MemberRow>(
      ctx.manager,
      sql`SELECT u.id AS "userId", COALESCE(u.name, u.email) AS name, u.email, m.role, m.joined_at AS "joinedAt"
          FROM workspace_members m JOIN users u ON u.id = m.user_id
          WHERE m.workspace_id = ${ctx.workspaceId} ORDER BY m.joined_at, u.id`,
    );
  }

  findMember(ctx: WorkspaceContext, userId: string): Promise<WorkspaceMember | null> {
    return ctx.manager.findOneBy(WorkspaceMember, { workspaceId: ctx.workspaceId, userId });
  }

  async insertMember(ctx: Context, member: WorkspaceMember): Promise<void> {
    await ctx.manager.insert(WorkspaceMember, member);
  }

  async updateRole(ctx: WorkspaceContext, userId: string, role: Role): Promise<void> {
    await ctx.manager.update(WorkspaceMember, { workspaceId: ctx.workspaceId, userId }, { role });
  }

  async deleteMember(ctx: WorkspaceContext, userId: string): Promise<void> {
    await ctx.manager.delete(WorkspaceMember, { workspaceId: ctx.workspaceId, userId });
  }

  listOpenInvitations(ctx: WorkspaceContext): Promise<Invitation[]> {
    return ctx.manager
      .createQueryBuilder(Invitation, 'i')
      .where('i.workspaceId = :workspaceId AND i.acceptedAt IS NULL', { workspaceId: ctx.workspaceId })
      .orderBy('i.createdAt', 'DESC')
      .getMany();
  }

  findInvitationByHash(ctx: Context, tokenHash: string): Promise<Invitation | null> {
    return ctx.manager.findOneBy(Invitation, { tokenHash });
  }

  findInvitationById(ctx: Context, id: string): Promise<Invitation | null> {
    return ctx.manager.findOneBy(Invitation, { id });
  }

  /** One open invitation per address: a newer one replaces it, so that its old link stops working. */
  async replaceInvitation(ctx: WorkspaceContext, invitation: Invitation): Promise<void> {
    await ctx.manager.delete(Invitation, { workspaceId: ctx.workspaceId, email: invitation.email });
    await ctx.manager.insert(Invitation, invitation);
  }

  async deleteInvitation(ctx: WorkspaceContext, id: string): Promise<boolean> {
    return ((await ctx.manager.delete(Invitation, { workspaceId: ctx.workspaceId, id })).affected ?? 0) > 0;
  }

  /** True for the one caller who takes it: the check and the mark are one statement. */
  async takeInvitation(ctx: Context, id: string, now: string): Promise<boolean> {
    const rows = await queryRows(
      ctx.manager,
      sql`UPDATE invitations SET accepted_at = ${now} WHERE id = ${id} AND accepted_at IS NULL AND expires_at > ${now} RETURNING id`,
    );
    return rows.length > 0;
  }
}
