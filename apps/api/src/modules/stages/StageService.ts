import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import type { Page } from '../../platform/http/Page.js';
import { Clock } from '../../platform/time/Clock.js';
import { ContactQueryService } from '../contacts/ContactQueryService.js';
import { type ContactQuery, ContactTable } from '../contacts/public.js';
import { ListService } from '../lists/ListService.js';
import { TimelineService } from '../timeline/TimelineService.js';
import type { BoardFilterDto, StageContactDto, StageContactsQuery, StageDto } from './StageDtos.js';
import { type Stage, StageRepository } from './StageRepository.js';
import { stageNotFound } from './stageErrors.js';

const DAY_MS = 86_400_000;

/** What the board shows: stages with their counts, and the contacts on each. */
@Injectable()
export class StageService {
  constructor(
    private readonly stages: StageRepository,
    private readonly lists: ListService,
    private readonly queries: ContactQueryService,
    private readonly table: ContactTable,
    private readonly timeline: TimelineService,
    private readonly clock: Clock,
  ) {}

  /** In their order. Counts are those of the contacts that match. */
  async list(ctx: WorkspaceContext, filter: BoardFilterDto): Promise<StageDto[]> {
    const query = await this.queryOf(ctx, filter);
    const stages = (await this.lists.listStages(ctx)).map((stage) => this.withLimit(stage));
    if (stages.length === 0) return [];
    const matching = query.isEveryone ? await this.lists.countContacts(ctx, idsOf(stages)) : await this.stages.count(ctx, stages, query);
    const stuck = await this.stages.countStuck(ctx, stages, query);
    return stages.map(({ id, name, stuckAfterDays }) => ({
      id,
      name,
      stuckAfterDays,
      count: matching.get(id) ?? 0,
      stuckCount: stuck.get(id) ?? 0,
    }));
  }

  async listContacts(ctx: WorkspaceContext, stageId: string, query: StageContactsQuery): Promise<Page<StageContactDto>> {
    const { order, limit, cursor, ...filter } = query;
    const found = (await this.lists.listStages(ctx)).find(({ id }) => id === stageId);
    if (!found) throw stageNotFound();
    const { stuckBefore } = this.withLimit(found);
    const rows = await this.stages.listContacts(ctx, { stageId, query: await this.queryOf(ctx, filter), order, limit, cursor });
    const touches = await this.timeline.lastTouches(
      ctx,
      rows.slice(0, limit).map(({ id }) => id),
    );
    return toPage(
      rows,
      limit,
      (row) => [row.since, row.id],
      (row) => ({
        id: row.id,
        displayName: displayName(row),
        company: row.company,
        since: row.since,
        isStuck: stuckBefore !== null && row.since < stuckBefore,
        lastTouchAt: touches.get(row.id)?.at ?? null,
        lastTouchType: touches.get(row.id)?.type ?? null,
      }),
    );
  }

  private async queryOf(ctx: WorkspaceContext, filter: BoardFilterDto): Promise<ContactQuery> {
    return this.queries.ofFilter(ctx, await this.table.inUtc(ctx, filter));
  }

  private withLimit(stage: Omit<Stage, 'stuckBefore'>): Stage {
    const { stuckAfterDays } = stage;
    const stuckBefore = stuckAfterDays === null ? null : new Date(this.clock.now().getTime() - stuckAfterDays * DAY_MS).toISOString();
    return { ...stage, stuckBefore };
  }
}

function idsOf(stages: readonly Stage[]): string[] {
  return stages.map(({ id }) => id);
}
