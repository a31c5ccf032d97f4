import { Injectable } from '@nestjs/common';
import { mayActAs } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { CreateViewDto, UpdateViewDto, ViewDto, ViewSummaryDto } from './ViewDtos.js';
import { mayNotShare, tooManyViews, viewChangedMeanwhile, viewNameTaken, viewNotFound, viewNotYours } from './viewErrors.js';
import { ViewParts, withoutPersonal } from './ViewParts.js';
import { type StoredView, type ViewHead, ViewRepository, type WrittenView } from './ViewRepository.js';

/** Of one member. */
const MOST = 100;
const STARTING_SORT = '-createdAt';

/** Saved views of the contact table. A private one is there for its owner alone; a shared one is read by all, and changed by its owner and admins. */
@Injectable()
export class ViewService {
  constructor(
    private readonly views: ViewRepository,
    private readonly parts: ViewParts,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext): Promise<ViewSummaryDto[]> {
    return (await this.views.listVisible(ctx, actorUserId(ctx))).map((view) => summaryOf(ctx, view));
  }

  async get(ctx: WorkspaceContext, id: string): Promise<ViewDto> {
    return this.present(ctx, await this.require(ctx, id));
  }

  create(
    ctx: WorkspaceContext,
    { name, isShared = false, columns = [], sort = STARTING_SORT, filter = {} }: CreateViewDto,
  ): Promise<ViewDto> {
    const now = nowIso(this.clock);
    const view: WrittenView = { id: newId(), name, isShared, columns, sort, filter, version: 1, updatedAt: now };
    this.parts.check(view);
    if (isShared && !mayShare(ctx)) throw mayNotShare();
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.lock(ctx);
      if (isShared) await this.parts.checkShared(ctx, view);
      const ownerId = actorUserId(ctx);
      if ((await this.views.countOf(ctx, ownerId)) >= MOST) throw tooManyViews(MOST);
      if (await this.views.isNameTaken(ctx, { ownerId, name, exceptId: view.id })) throw viewNameTaken();
      await this.views.insert(ctx, ownerId, view);
      await this.audit.record(ctx, { action: 'view.created', entity: ['view', view.id], after: stateOf(view) });
      return this.get(ctx, view.id);
    });
  }

  update(ctx: WorkspaceContext, id: string, input: UpdateViewDto): Promise<ViewDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.lock(ctx);
      const before = await this.requireOwn(ctx, id);
      if (before.version !== input.version) throw viewChangedMeanwhile(before.version);
      const {
        name = before.name,
        isShared = before.isShared,
        columns = before.columns,
        sort = before.sort,
        filter = before.filter,
      } = input;
      const after = { ...before, name, isShared, columns, sort, filter, updatedAt: nowIso(this.clock) };
      this.parts.check(after);
      if (isShared && !before.isShared && !mayShare(ctx)) throw mayNotShare();
      if (isShared) await this.parts.checkShared(ctx, after);
      if (await this.views.isNameTaken(ctx, { ownerId: before.ownerId, name, exceptId: id })) throw viewNameTaken();
      if (!(await this.views.update(ctx, after))) throw viewChangedMeanwhile(before.version + 1);
      await this.audit.record(ctx, { action: 'view.updated', entity: ['view', id], before: stateOf(before), after: stateOf(after) });
      return this.present(ctx, { ...after, version: before.version + 1 });
    });
  }

  delete(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.lock(ctx);
      const before = await this.requireOwn(ctx, id);
      if (!(await this.views.setDeleted(ctx, id, nowIso(this.clock)))) throw viewNotFound();
      await this.audit.record(ctx, { action: 'view.deleted', entity: ['view', id], before: stateOf(before) });
    });
  }

  /** As it was, also as someone's default. */
  restore(ctx: WorkspaceContext, id: string): Promise<ViewDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.lock(ctx);
      const view = await this.requireOwn(ctx, id, 'deleted');
      if ((await this.views.countOf(ctx, view.ownerId)) >= MOST) throw tooManyViews(MOST);
      if (await this.views.isNameTaken(ctx, { ownerId: view.ownerId, name: view.name, exceptId: id })) throw viewNameTaken();
      if (!(await this.views.setDeleted(ctx, id, null))) throw viewNotFound();
      await this.audit.record(ctx, { action: 'view.restored', entity: ['view', id], after: stateOf(view) });
      return this.present(ctx, view);
    });
  }

  private async require(ctx: WorkspaceContext, id: string, state: 'live' | 'deleted' = 'live'): Promise<StoredView> {
    const view = await this.views.findVisible(ctx, actorUserId(ctx), id, state);
    if (!view) throw viewNotFound();
    return view;
  }

  private async requireOwn(ctx: WorkspaceContext, id: string, state: 'live' | 'deleted' = 'live'): Promise<StoredView> {
    const view = await this.require(ctx, id, state);
    if (!mayEdit(ctx, view)) throw viewNotYours();
    return view;
  }

  /** Names and numbers of views are checked before they are written. */
  private lock(ctx: WorkspaceContext): Promise<void> {
    return serialise(ctx.manager, `views ${ctx.workspaceId}`);
  }

  private async present(ctx: WorkspaceContext, view: StoredView): Promise<ViewDto> {
    const { columns, sort, filter } = view;
    return { ...summaryOf(ctx, view), columns: [...columns], sort, filter, missing: await this.parts.missing(ctx, view) };
  }
}

function mayShare(ctx: WorkspaceContext): boolean {
  return mayActAs(ctx.role, 'author');
}

function isOwn(ctx: WorkspaceContext, { ownerId }: ViewHead): boolean {
  return ownerId !== null && ownerId === actorUserId(ctx);
}

function mayEdit(ctx: WorkspaceContext, view: ViewHead): boolean {
  return isOwn(ctx, view) || (view.isShared && mayActAs(ctx.role, 'admin'));
}

function summaryOf(ctx: WorkspaceContext, view: ViewHead): ViewSummaryDto {
  const { id, name, isShared, ownerName, isDefault, version, createdAt, updatedAt } = view;
  return { id, name, isShared, isOwn: isOwn(ctx, view), ownerName, mayEdit: mayEdit(ctx, view), isDefault, version, createdAt, updatedAt };
}

function stateOf({
  name,
  isShared,
  ...look
}: Pick<StoredView, 'name' | 'isShared' | 'columns' | 'sort' | 'filter'>): Record<string, unknown> {
  const { columns, sort, filter } = withoutPersonal(look);
  return { name, isShared, columns: columns.map(({ id }) => id), sort, filter: JSON.stringify(filter) };
}
