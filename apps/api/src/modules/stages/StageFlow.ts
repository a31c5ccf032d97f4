import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { lastDays } from '../../platform/time/moments.js';
import { ListService } from '../lists/ListService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { StageFlowDto } from './StageDtos.js';
import { StageRepository } from './StageRepository.js';

/** Of each stage so many are counted: an import may have put a million people on one. */
const MOST = 20_000;

/** How contacts went through the stages in the last days of the workspace. */
@Injectable()
export class StageFlow {
  constructor(
    private readonly stages: StageRepository,
    private readonly lists: ListService,
    private readonly workspaces: WorkspaceService,
    private readonly clock: Clock,
  ) {}

  async get(ctx: WorkspaceContext, days: number): Promise<StageFlowDto> {
    const { timeZone } = await this.workspaces.require(ctx);
    const since = lastDays(this.clock.now(), days, timeZone)[0]?.start ?? '';
    const stages = await this.lists.listStages(ctx);
    const ids = stages.map(({ id }) => id);
    if (ids.length === 0) return { days, most: MOST, stages: [], moves: [] };
    const [counts, flow, moves] = await Promise.all([
      this.lists.countContacts(ctx, ids),
      this.stages.countFlow(ctx, ids, since, MOST),
      this.stages.countMoves(ctx, ids, since, MOST),
    ]);
    return {
      days,
      most: MOST,
      stages: stages.map(({ id, name }) => ({ id, name, count: counts.get(id) ?? 0, ...(flow.get(id) ?? { joined: 0, left: 0 }) })),
      moves,
    };
  }
}
