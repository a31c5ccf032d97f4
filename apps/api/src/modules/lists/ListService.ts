import { Injectable, type OnModuleInit } from '@nestjs/common';

import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { afterCommit, UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import type { AppError } from '../../platform/http/AppError.js';
import { Removals } from '../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { CreateListDto, ListDto, UpdateListDto } from './ListDtos.js';
import { listChangedMeanwhile, listNameTaken, listNotFound, stagesChanged, standElsewhere, tooManyLists } from './listErrors.js';
import { ListRepository, type ListRow } from './ListRepository.js';

/** All of them are shown at once, each with its count. */
const MOST_LISTS = 1_000;

@Injectable()
export class ListService implements OnModuleInit {
  constructor(
    private readonly lists: ListRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly removals: Removals,
    private readonly live: LiveEvents,
  ) {}

  onModuleInit(): void {
    this.removals.register('list', (ctx, { targetId }, limits) => this.lists.remove(ctx, targetId, limits));
  }

  async list(ctx: WorkspaceContext): Promise<ListDto[]> {
    return this.withCounts(ctx, await this.lists.list(ctx));
  }

  /** All of them, without the number of their contacts. */
  listNames(ctx: WorkspaceContext): Promise<ListRow[]> {
    return this.lists.list(ctx);
  }

  /** In their order. */
  async listStages(ctx: WorkspaceContext): Promise<ListRow[]> {
    return (await this.lists.list(ctx)).filter(({ isPrimary }) => isPrimary);
  }

  /** Live contacts on each list. */
  countContacts(ctx: WorkspaceContext, listIds: readonly string[]): Promise<Map<string, number>> {
    return this.lists.countContacts(ctx, listIds);
  }

  async get(ctx: WorkspaceContext, id: string): Promise<ListDto> {
    const list = await this.lists.find(ctx, id);
    if (!list) throw listNotFound();
    const [counted] = await this.withCounts(ctx, [list]);
    return counted ?? { ...list, count: 0 };
  }

  /** Of these the lists that exist in this workspace. */
  listLiving(ctx: WorkspaceContext, ids: readonly string[]): Promise<string[]> {
    return this.lists.listLiving(ctx, ids);
  }

  async create(ctx: WorkspaceContext, { name, isPrimary = false, stuckAfterDays = null }: CreateListDto): Promise<ListDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, `lists ${ctx.workspaceId}`);
      const position = isPrimary ? await this.lists.nextPosition(ctx) : 0;
      const list: ListRow = { id: newId(), name, isPrimary, position, stuckAfterDays, version: 1, createdAt: nowIso(this.clock) };
      if ((await this.lists.count(ctx)) >= MOST_LISTS) throw tooManyLists(MOST_LISTS);
      if (!(await this.lists.insert(ctx, list))) throw listNameTaken();
      this.tellPages(ctx, list.id);
      await this.audit.record(ctx, { action: 'list.created', entity: ['list', list.id], after: { name, isPrimary, ...daysOf(list) } });
      return { ...list, count: 0 };
    });
  }

  /** The list of this name, made when there is none. */
  async findOrCreate(ctx: WorkspaceContext, name: string): Promise<ListDto> {
    const existing = (await this.lists.list(ctx)).find((list) => list.name === name);
    return existing ? this.get(ctx, existing.id) : this.create(ctx, { name });
  }

  /** Counted before the transaction: on SQLite nobody could write for as long as it takes. */
  async update(ctx: WorkspaceContext, id: string, input: UpdateListDto): Promise<ListDto> {
    const before = await this.get(ctx, id);
    const { version: seen = null } = input;
    if (seen !== null && before.version !== seen) throw listChangedMeanwhile(before.version);
    const name = input.name ?? before.name;
    const isPrimary = input.isPrimary ?? before.isPrimary;
    const stuckAfterDays = input.stuckAfterDays === undefined ? before.stuckAfterDays : input.stuckAfterDays;
    if (isPrimary && !before.isPrimary) {
      const elsewhere = await this.lists.countOnOtherStages(ctx, id);
      if (elsewhere > 0) throw standElsewhere(elsewhere);
    }
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (isPrimary && !before.isPrimary) await this.assertAlone(ctx, id);
      if (!(await this.lists.find(ctx, id))) throw listNotFound();
      if (await this.lists.isNameTaken(ctx, name, id)) throw listNameTaken();
      const position = isPrimary && !before.isPrimary ? await this.lists.nextPosition(ctx) : isPrimary ? before.position : 0;
      const after = { id, name, isPrimary, position, stuckAfterDays };
      if (!(await this.lists.update(ctx, after, seen))) throw await this.refusalOf(ctx, id);
      this.tellPages(ctx, id);
      const state = { name: before.name, isPrimary: before.isPrimary, ...daysOf(before) };
      await this.audit.record(ctx, {
        action: 'list.updated',
        entity: ['list', id],
        before: state,
        after: { name, isPrimary, ...daysOf(after) },
      });
      return { ...before, ...after, version: (await this.lists.find(ctx, id))?.version ?? before.version + 1 };
    });
  }

  /** @throws AppError when these are not the stages that there are */
  async orderStages(ctx: WorkspaceContext, stageIds: readonly string[]): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, `lists ${ctx.workspaceId}`);
      const stages = await this.listStages(ctx);
      const byId = new Map(stages.map((stage) => [stage.id, stage]));
      if (new Set(stageIds).size !== stages.length || stageIds.length !== stages.length) throw stagesChanged();
      const after = stageIds.map((id) => {
        const stage = byId.get(id);
        if (!stage) throw stagesChanged();
        return stage;
      });
      if (after.every(({ id }, at) => stages[at]?.id === id)) return;
      await this.lists.place(ctx, stageIds);
      const names = (lists: readonly ListRow[]): object => ({ stages: lists.map(({ name }) => name) });
      await this.audit.record(ctx, {
        action: 'list.stagesOrdered',
        entity: ['workspace', ctx.workspaceId],
        before: names(stages),
        after: names(after),
      });
      this.tellPages(ctx, stageIds[0] ?? '');
    });
  }

  /** The contacts stay; only who was on the list is forgotten. It is gone at once, and emptied in the background. */
  /** @param seen the version that the caller has seen; null: whichever there is */
  async delete(ctx: WorkspaceContext, id: string, seen: number | null = null): Promise<void> {
    const { name, isPrimary, count } = await this.get(ctx, id);
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.lists.markDeleted(ctx, id, { now: nowIso(this.clock), seen }))) throw await this.refusalOf(ctx, id);
      this.tellPages(ctx, id);
      await this.removals.begin(ctx, { kind: 'list', targetId: id, workspaceId: ctx.workspaceId });
      await this.audit.record(ctx, { action: 'list.deleted', entity: ['list', id], before: { name, isPrimary }, details: { count } });
    });
  }

  /** Why nothing was changed: it is gone, or has another version by now. */
  private async refusalOf(ctx: WorkspaceContext, id: string): Promise<AppError> {
    const list = await this.lists.find(ctx, id);
    return list ? listChangedMeanwhile(list.version) : listNotFound();
  }

  /** Open boards and lists show it once it is committed. */
  private tellPages(ctx: WorkspaceContext, id: string): void {
    afterCommit(ctx.manager, () => this.live.publish(ctx.workspaceId, { type: 'lists.changed', id }));
  }

  /** Again, inside: meanwhile a contact of the list, or another list that has some of them, may have come to a stage. */
  private async assertAlone(ctx: WorkspaceContext, id: string): Promise<void> {
    await this.lists.lockStages(ctx);
    if (await this.lists.isOnOtherStage(ctx, id)) throw standElsewhere(1);
  }

  private async withCounts(ctx: WorkspaceContext, lists: readonly ListRow[]): Promise<ListDto[]> {
    const counts = await this.lists.countContacts(
      ctx,
      lists.map((list) => list.id),
    );
    return lists.map((list) => ({ ...list, count: counts.get(list.id) ?? 0 }));
  }
}

function daysOf({ stuckAfterDays }: Pick<ListRow, 'stuckAfterDays'>): { stuckAfterDays?: number } {
  return stuckAfterDays === null ? {} : { stuckAfterDays };
}
