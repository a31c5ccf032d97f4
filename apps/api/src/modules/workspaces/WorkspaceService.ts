import { Injectable } from '@nestjs/common';
import { isTimeZone } from '@rapport/common';
import { isSupportedCountry } from 'libphonenumber-js/max';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type Context, type Role, type WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { Removals } from '../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { isDay, momentOf } from '../../platform/time/moments.js';
import type { Workspace } from './entities/Workspace.js';
import type { UpdateWorkspaceDto, WorkspaceDto } from './WorkspaceDtos.js';
import { workspaceRemoval } from './workspaceRemoval.js';
import { nameTaken, unknownCountry, unknownTimeZone } from './workspaceErrors.js';
import { MemberRepository } from './MemberRepository.js';
import { type Membership, WorkspaceRepository } from './WorkspaceRepository.js';

/** Tenants and who belongs to them. */
@Injectable()
export class WorkspaceService {
  constructor(
    private readonly workspaces: WorkspaceRepository,
    private readonly members: MemberRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly removals: Removals,
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
        sampleState: input.isSample ? 'filling' : null,
        sampleSteps: 0,
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
      await this.members.insert(ctx, { workspaceId: workspace.id, userId: ownerId, role: 'owner', joinedAt: now });
      await this.audit.record(inWorkspace(ctx, workspace.id, 'owner', { type: 'user', userId: ownerId, sessionId: '' }), {
        action: 'workspace.created',
        entity: ['workspace', workspace.id],
        after: { name: workspace.name, isSample: workspace.isSample },
      });
      return workspace;
    });
  }

  findSample(ctx: Context, ownerId: string): Promise<Workspace | null> {
    return this.workspaces.findSample(ctx, ownerId);
  }

  /** Null when its filling has ended, or when it is gone. */
  async findFillingSample(ctx: WorkspaceContext): Promise<Workspace | null> {
    const workspace = await this.workspaces.findById(ctx, ctx.workspaceId);
    return workspace?.sampleState === 'filling' && workspace.deletedAt === null ? workspace : null;
  }

  /** In the transaction that writes the step. False when it must not be written: another delivery has written it, or the sample is gone. */
  takeSampleStep(ctx: WorkspaceContext, step: number): Promise<boolean> {
    return this.workspaces.takeSampleStep(ctx, step);
  }

  /** False when it is gone, or filled already: what was written for it must not stay then. */
  settleSample(ctx: WorkspaceContext, state: 'ready' | 'failed'): Promise<boolean> {
    return this.workspaces.settleSample(ctx, state);
  }

  /** Without a grace: the sample workspace, which holds nobody's work. It is gone at once, and emptied in the background. */
  deleteSample(ctx: Context, { id, name, isSample }: Pick<Workspace, 'id' | 'name' | 'isSample'>): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.workspaces.markRemoved(ctx, id, nowIso(this.clock));
      await this.removals.begin(ctx, workspaceRemoval(id));
      await this.audit.record(ctx, {
        action: 'workspace.purged',
        entity: ['workspace', id],
        details: { name, isSample: Boolean(isSample) },
      });
    });
  }

  /** Call it after the commit of `deleteSample`. */
  hastenRemoval(ctx: Context, id: string): Promise<void> {
    return this.removals.hasten(ctx, workspaceRemoval(id));
  }

  /** With the account of their owner. */
  async removeOwnedSamples(ctx: Context, userId: string): Promise<void> {
    const sample = await this.findSample(ctx, userId);
    if (sample) await this.deleteSample(ctx, sample);
  }

  /** Whether a workspace of this person can still be restored. */
  ownsAnyInGrace(ctx: Context, userId: string): Promise<boolean> {
    return this.workspaces.ownsAnyInGrace(ctx, userId);
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

  /** A moment that someone filters by, in UTC: a day begins where the workspace is, whatever zone the server is in. */
  async momentOf(ctx: WorkspaceContext, value: string | undefined): Promise<string | undefined> {
    if (value === undefined) return undefined;
    return momentOf(value, isDay(value) ? (await this.require(ctx)).timeZone : 'utc');
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
      await this.audit.record(ctx, {
        action: 'workspace.updated',
        entity: ['workspace', ctx.workspaceId],
        before: { ...workspace },
        after: { ...workspace, ...definedOnly(input) },
      });
      return present({ ...workspace, ...definedOnly(input) }, ctx.role);
    });
  }

  /** The zone itself, or a 422 that says what to choose. */
  validTimeZone(zone: string): string {
    if (!isTimeZone(zone)) throw unknownTimeZone();
    return zone;
  }
}

function present(workspace: Workspace, role: Role): WorkspaceDto {
  const { userId: _owner, sampleSteps: _steps, ...shown } = workspace;
  return { ...shown, isSample: Boolean(workspace.isSample), role };
}

function definedOnly(input: UpdateWorkspaceDto): Partial<Workspace> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
