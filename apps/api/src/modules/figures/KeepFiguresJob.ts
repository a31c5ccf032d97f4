import type { WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext } from '../../platform/context/contexts.js';
import type { JobRun } from '../../platform/jobs/JobHandler.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { FigureKeeper } from './FigureKeeper.js';
import { FigureRepository } from './FigureRepository.js';
import type { FigureSource } from './FigureSource.js';
import { FiguresService } from './FiguresService.js';

const KEEP_FIGURES = 'figures.keep';
const SUBJECTS_AT_ONCE = 200;

/**
 * Puts changes into the days, and counts anew what has no days or those of another zone: all of an installation that was made before
 * there were figures, a workspace that has moved to another zone, and everything after `npm run figures:rebuild`. The workspace's own
 * figures come last, so that a run which is stopped goes on where it was.
 */
@Recurring({
  name: KEEP_FIGURES,
  cron: '23 * * * * *',
  repeatable: 'A change is put into the days by the transaction that removes it, and a count replaces what was counted before.',
})
export class KeepFiguresJob implements RecurringHandler {
  constructor(
    private readonly figures: FigureRepository,
    private readonly keeper: FigureKeeper,
    private readonly service: FiguresService,
  ) {}

  async run({ ctx, signal }: Pick<JobRun, 'ctx' | 'signal'>): Promise<void> {
    const inside = (workspaceId: string): WorkspaceContext => jobContext(ctx.manager, workspaceId, KEEP_FIGURES, ctx.requestId);
    const failures: unknown[] = [];
    const changed = (await this.figures.listChanged(ctx)).map(({ workspaceId, subjectId, metric, timeZone }) => async (): Promise<void> => {
      await this.keeper.keep(inside(workspaceId), this.service.sourceOf(metric), subjectId, timeZone, signal);
    });
    const unkept = (await this.figures.listUnkept(ctx)).map(({ workspaceId, timeZone }) => async (): Promise<void> => {
      await this.countAll(inside(workspaceId), timeZone, signal);
    });
    for (const work of [...changed, ...unkept]) {
      if (signal.aborted) return;
      // One that fails keeps nobody else waiting.
      await work().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Whatever of the workspace is not kept in the days of its zone. */
  private async countAll(ctx: WorkspaceContext, timeZone: string, signal: AbortSignal): Promise<void> {
    let last: FigureSource | null = null;
    let isWhole = true;
    for (const source of this.service.listSources()) {
      let after = '';
      for (;;) {
        const subjects = await this.figures.listSubjects(ctx, source, after, SUBJECTS_AT_ONCE);
        for (const { id, timeZone: kept } of subjects) {
          if (signal.aborted) return;
          if (id === ctx.workspaceId) last = source;
          else if (kept !== timeZone) isWhole = (await this.keeper.countAnew(ctx, source, id, timeZone)) && isWhole;
          after = id;
        }
        if (subjects.length < SUBJECTS_AT_ONCE) break;
      }
    }
    if (last && isWhole) await this.keeper.countAnew(ctx, last, ctx.workspaceId, timeZone);
  }
}
