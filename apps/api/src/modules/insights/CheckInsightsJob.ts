import { InjectDataSource } from '@nestjs/typeorm';
import { DateTime } from 'luxon';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../platform/context/contexts.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock } from '../../platform/time/Clock.js';
import { daysBefore } from '../../platform/time/moments.js';
import { InsightRepository } from './InsightRepository.js';
import { CHECK_INSIGHTS, type CheckInsights, checkInsightsJob, InsightSearch } from './InsightSearch.js';

/** On the clock of the workspace: the day before is complete, and nobody is at work yet. */
const FIRST_HOUR = 3;
/** Nobody has found it for so long: neither is it true, nor does anyone look for it. */
const KEPT_DAYS = 180;
const AT_ONCE = 500;

/** Looks at one workspace. */
@JobHandlerProvider()
export class CheckInsightsJob implements JobHandler<CheckInsights> {
  readonly name = CHECK_INSIGHTS;
  readonly repeatable = 'What is found twice is one insight, by its key, and what was decided about it stays.';

  constructor(private readonly search: InsightSearch) {}

  handle({ workspaceId }: CheckInsights, { ctx, requestId, signal }: JobRun): Promise<void> {
    return this.search.run(jobContext(ctx.manager, workspaceId, this.name, requestId), signal);
  }
}

/** Every night of each workspace; a night in which the server was off is made up for when it is back. */
@Recurring({
  name: 'insights.checkNightly',
  cron: '11 * * * *',
  repeatable: 'It asks for checks of the workspaces that have had none today; one that waits already is replaced.',
})
export class CheckInsightsNightly implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly insights: InsightRepository,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  async run({ requestId, signal }: JobRun): Promise<void> {
    const system = systemContext(this.dataSource.manager, requestId);
    const now = this.clock.now();
    for (const { id, timeZone, day } of await this.insights.listWorkspaces(system)) {
      if (signal.aborted) return;
      const local = DateTime.fromJSDate(now, { zone: timeZone });
      if (local.hour >= FIRST_HOUR && (day === null || day < (local.toISODate() ?? '')))
        await this.queue.enqueue(jobContext(system.manager, id, 'insights.checkNightly', requestId), checkInsightsJob(id));
    }
    while ((await this.insights.removeOld(system, daysBefore(now, KEPT_DAYS), AT_ONCE)) === AT_ONCE);
  }
}
