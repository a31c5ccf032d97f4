import { Injectable } from '@nestjs/common';
import { isSupportedCountry } from 'libphonenumber-js/max';
import { IANAZone } from 'luxon';
import { actorUserId, type Context, type Role, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { Workspace } from './entities/Workspace.js';
import type { UpdateWorkspaceDto, WorkspaceDto } from './WorkspaceDtos.js';
import { nameTaken, ownerStays, unknownCountry, unknownTimeZone } from './workspaceErrors.js';
import { type MemberRow, type Membership, WorkspaceRepository } from './WorkspaceRepository.js';

export { MembershipDto, WorkspaceDto } from './WorkspaceDtos.js';

/** Tenants and who belongs to them. */
@Injectable()
export class WorkspaceService {
  constructor(
    private readonly workspaces: WorkspaceRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  listMemberships(ctx: Context): Promise<Membership[]> {
    return this.workspaces.listMemberships(ctx, actorUserId(ctx) ?? '');
  }

  listMembershipsOf(ctx: Context, userId: string): Promise<Membership[]> {
    return this.workspaces.listMemberships(ctx, userId);
  }

  /** Workspaces that keep a person from deleting their account. */
  listOwned(ctx: Context, userId: string): Promise<{ id: string; name: string }[]> {
    return this.workspaces.listOwned(ctx, userId);
  }

  async createForActor(ctx: Context, name: string): Promise<WorkspaceDto> {
    const workspace = await this.create(ctx, actorUserId(ctx) ?? '', { name });
    return present(workspace, 'owner');
  }

  /** A new workspace with its owner as first member. */
  create(ctx: Context, ownerId: string, input: { name: string; isSample?: boolean; timeZone?: string }): Promise<Workspace> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (await this.workspaces.findByOwnerAndName(ctx, ownerId, input.name)) throw nameTaken();
      const now = nowIso(this.clock);
      const workspace: Workspace = {
        id: newId(),
        userId: ownerId,
        name: input.name,
        isSample: input.isSample ?? false,
        postalAddress: null,
        timeZone: input.timeZone ?? 'UTC',
        defaultCountry: null,
        defaultFromName: null,
        defaultFromEmail: null,
        defaultReplyTo: null,
        createdAt: now,
        deletedAt: null,
        purgeAt: null,
      };
      await this.workspaces.insert(ctx, workspace);
      await this.workspaces.insertMember(ctx, { workspaceId: workspace.id, userId: ownerId, role: 'owner', joinedAt: now });
      return workspace;
    });
  }

  findSample(ctx: Context, ownerId: string): Promise<Workspace | null> {
    return this.workspaces.findSample(ctx, ownerId);
  }

  async delete(ctx: Context, workspaceId: string): Promise<void> {
    await this.workspaces.delete(ctx, workspaceId);
  }

  async get(ctx: WorkspaceContext): Promise<WorkspaceDto> {
    return present(await this.require(ctx), ctx.role);
  }

  /** The workspace of the context, as stored. */
  async require(ctx: WorkspaceContext): Promise<Workspace> {
    const workspace = await this.workspaces.findById(ctx, ctx.workspaceId);
    if (!workspace) throw notFound('workspace');
    return workspace;
  }

  async update(ctx: WorkspaceContext, input: UpdateWorkspaceDto): Promise<WorkspaceDto> {
    if (input.timeZone !== undefined) this.validTimeZone(input.timeZone);
    if (input.defaultCountry && !isSupportedCountry(input.defaultCountry)) throw unknownCountry();
    return this.unitOfWork.run(ctx, async (ctx) => {
      const workspace = await this.require(ctx);
      if (
        input.name !== undefined &&
        input.name !== workspace.name &&
        (await this.workspaces.findByOwnerAndName(ctx, workspace.userId, input.name))
      )
        throw nameTaken();
      await this.workspaces.update(ctx, definedOnly(input));
      return present({ ...workspace, ...definedOnly(input) }, ctx.role);
    });
  }

  /** The zone itself, or a 422 that says what to choose. */
  validTimeZone(zone: string): string {
    if (!IANAZone.isValidZone(zone)) throw unknownTimeZone();
    return zone;
  }

  listMembers(ctx: WorkspaceContext): Promise<MemberRow[]> {
    return this.workspaces.listMembers(ctx);
  }

  async updateMember(ctx: WorkspaceContext, userId: string, role: Role): Promise<MemberRow> {
    await this.requireOrdinaryMember(ctx, userId);
    await this.workspaces.updateRole(ctx, userId, role);
    const member = (await this.workspaces.listMembers(ctx)).find((candidate) => candidate.userId === userId);
    if (!member) throw notFound('member');
    return member;
  }

  async removeMember(ctx: WorkspaceContext, userId: string): Promise<void> {
    await this.requireOrdinaryMember(ctx, userId);
    await this.workspaces.deleteMember(ctx, userId);
  }

  private async requireOrdinaryMember(ctx: WorkspaceContext, userId: string): Promise<void> {
    const member = await this.workspaces.findMember(ctx, userId);
    if (!member) throw notFound('member');
    if (member.role === 'owner') throw ownerStays();
  }
}

function present(workspace: Workspace, role: Role): WorkspaceDto {
  const { userId: _owner, deletedAt: _deletedAt, purgeAt: _purgeAt, ...shown } = workspace;
  return { ...shown, isSample: Boolean(workspace.isSample), role };
}

function definedOnly(input: UpdateWorkspaceDto): Partial<Workspace> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
