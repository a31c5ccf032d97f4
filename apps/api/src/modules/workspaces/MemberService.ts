import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type Context, type Role, type WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { LostRights } from './LostRights.js';
import { type MemberRow, MemberRepository } from './MemberRepository.js';
import { losesRights } from './roleRights.js';
import {
  alreadyMember,
  alreadyOwner,
  newOwnerHasName,
  notOwnerAnyMore,
  ownerCannotLeave,
  ownerStays,
  sampleStays,
  tooManyMembers,
} from './workspaceErrors.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';

/** Their page shows them all. Those who are invited already may still join. */
const MOST_MEMBERS = 1_000;

/** Who belongs to a workspace, as what, and to whom it belongs. */
@Injectable()
export class MemberService {
  constructor(
    private readonly members: MemberRepository,
    private readonly workspaces: WorkspaceRepository,
    private readonly lost: LostRights,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  list(ctx: WorkspaceContext): Promise<MemberRow[]> {
    return this.members.list(ctx);
  }

  updateRole(ctx: WorkspaceContext, userId: string, role: Exclude<Role, 'owner'>): Promise<MemberRow> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const member = await this.require(ctx, userId);
      if (!(await this.members.updateRole(ctx, userId, role))) throw ownerStays();
      const details = losesRights(member.role, role) ? await this.lost.voidAllOf(ctx, userId) : undefined;
      await this.audit.record(ctx, {
        action: 'member.roleChanged',
        entity: ['user', userId],
        before: { role: member.role },
        after: { role },
        ...(details ? { details } : {}),
      });
      return { ...member, role };
    });
  }

  remove(ctx: WorkspaceContext, userId: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { name, role } = await this.require(ctx, userId);
      if (!(await this.members.delete(ctx, userId))) throw ownerStays();
      const details = await this.lost.voidAllOf(ctx, userId);
      await this.audit.record(ctx, { action: 'member.removed', entity: ['user', userId], before: { name, role }, details });
    });
  }

  /**
   * Inside a unit of work that gives someone rights: who asks still has the role they were let in with, and keeps it until the end. So
   * whoever is removed or demoted at the same moment leaves nothing behind.
   */
  async holdRole(ctx: WorkspaceContext): Promise<void> {
    const role = await this.members.holdRole(ctx, actorUserId(ctx) ?? '');
    if (role !== ctx.role) throw notFound('workspace');
  }

  /** For one more: the account with this id, if there is one, is not in it yet. */
  async requireRoom(ctx: WorkspaceContext, userId: string | null): Promise<void> {
    if (userId !== null && (await this.members.find(ctx, userId))) throw alreadyMember();
    if ((await this.members.count(ctx)) >= MOST_MEMBERS) throw tooManyMembers(MOST_MEMBERS);
  }

  /** By oneself. The owner has to hand the workspace over first, so that it never belongs to nobody. */
  leave(ctx: Context, workspaceId: string): Promise<void> {
    const userId = actorUserId(ctx) ?? '';
    return this.unitOfWork.run(inWorkspace(ctx, workspaceId, 'viewer'), async (ctx) => {
      const member = await this.members.find(ctx, userId);
      if (!member) throw notFound('workspace');
      const { name, role } = member;
      if (!(await this.members.delete(ctx, userId))) throw ownerCannotLeave();
      const details = await this.lost.voidAllOf(ctx, userId);
      await this.audit.record(ctx, { action: 'member.left', entity: ['user', userId], before: { name, role }, details });
    });
  }

  /** To an existing member; the old owner stays as admin. Of two transfers at once, one succeeds. */
  transfer(ctx: WorkspaceContext, to: string): Promise<void> {
    const from = actorUserId(ctx) ?? '';
    if (from === to) throw alreadyOwner();
    return this.unitOfWork.run(ctx, async (ctx) => {
      const [workspace, heir] = [await this.workspaces.findById(ctx, ctx.workspaceId), await this.require(ctx, to)];
      if (!workspace) throw notFound('workspace');
      if (workspace.isSample) throw sampleStays();
      if (await this.workspaces.findByOwnerAndName(ctx, to, workspace.name)) throw newOwnerHasName(heir.name, workspace.name);
      if (!(await this.members.transfer(ctx, from, to))) throw notOwnerAnyMore();
      await this.audit.record(ctx, {
        action: 'workspace.transferred',
        entity: ['workspace', ctx.workspaceId],
        before: { ownerId: from },
        after: { ownerId: to },
      });
    });
  }

  private async require(ctx: WorkspaceContext, userId: string): Promise<MemberRow> {
    const member = await this.members.find(ctx, userId);
    if (!member) throw notFound('member');
    return member;
  }
}
