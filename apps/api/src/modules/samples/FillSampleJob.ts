import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace, systemContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock } from '../../platform/time/Clock.js';
import { InsightService } from '../insights/InsightService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { SampleCampaigns } from './SampleCampaigns.js';
import type { SampleMoment } from './SampleMoment.js';
import { SamplePeople } from './SamplePeople.js';
import { daysAgo } from './sampleTimes.js';

const FILL_SAMPLE = 'samples.fill';
const FILL_SAMPLE_ATTEMPTS = 3;

interface FillSamplePayload {
  readonly workspaceId: string;
  /** Who asked for it: all of it was done by them. */
  readonly userId: string;
}

export function fillSample(payload: FillSamplePayload): { name: string; payload: FillSamplePayload; maxAttempts: number } {
  return { name: FILL_SAMPLE, payload, maxAttempts: FILL_SAMPLE_ATTEMPTS };
}

/** Days of newcomers that are replayed in one transaction. */
const TOGETHER = 25;
/** Before the first of its people. */
const FOUNDED_DAYS_AGO = 121;

/**
 * Gives a sample its past: what services do in the present is replayed at earlier times.
 * More than six dependencies: a job in steps needs transactions, the queue and the clock beside what is replayed.
 */
@JobHandlerProvider()
export class FillSampleJob implements JobHandler<FillSamplePayload> {
  readonly name = FILL_SAMPLE;
  readonly repeatable =
    'Each step is a transaction that counts it in the workspace, and is rolled back when it was counted before or the sample is gone. A later delivery continues with the next step.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly workspaces: WorkspaceService,
    private readonly people: SamplePeople,
    private readonly campaigns: SampleCampaigns,
    private readonly insights: InsightService,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobQueue: JobQueue,
    private readonly clock: Clock,
  ) {}

  async handle({ workspaceId, userId }: FillSamplePayload, run: JobRun): Promise<void> {
    const system = systemContext(this.dataSource.manager, run.requestId);
    const ctx = inWorkspace(system, workspaceId, 'owner', { type: 'user', userId, sessionId: '' });
    const sample = await this.workspaces.findFillingSample(ctx);
    if (!sample) return;
    try {
      const now = new Date(sample.createdAt);
      if (sample.sampleSteps === 0) await this.take(ctx, 0, (ctx) => this.found(ctx, now));
      const steps = await this.stepsOf(ctx, now);
      for (let step = Math.max(sample.sampleSteps, 1); step <= steps.length; step += 1) {
        if (run.signal.aborted) return void (await this.jobQueue.enqueue(ctx, fillSample({ workspaceId, userId })));
        await this.take(ctx, step, async (ctx) => {
          await this.replay(ctx, steps[step - 1] ?? []);
          if (step < steps.length) return;
          await this.workspaces.settleSample(ctx, 'ready');
          await this.insights.check(ctx);
        });
      }
    } catch (error) {
      // Its workspace may have gone under the feet of the replay, which fails with whatever misses it first.
      if (error instanceof SampleGone || !(await this.workspaces.findFillingSample(ctx))) return;
      if (run.attempt >= FILL_SAMPLE_ATTEMPTS) await this.workspaces.settleSample(ctx, 'failed');
      throw error;
    }
  }

  private async take(ctx: WorkspaceContext, step: number, work: (ctx: WorkspaceContext) => Promise<void>): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.workspaces.takeSampleStep(ctx, step))) throw new SampleGone();
      await work(ctx);
    });
  }

  /** The lists, fields and templates that everything else needs. */
  private async found(ctx: WorkspaceContext, now: Date): Promise<void> {
    await this.clock.at(daysAgo(now, FOUNDED_DAYS_AGO), async () => {
      await this.people.makeLists(ctx);
      await this.people.makeFields(ctx);
    });
    await this.campaigns.makeTemplates(ctx, now);
  }

  /**
   * Everything that happened, in its order; of a step, each in its order, and all of them side by side. The same for each delivery.
   */
  private async stepsOf(ctx: WorkspaceContext, now: Date): Promise<SampleMoment[][][]> {
    const lists = await this.people.findLists(ctx);
    const moments = [...(await this.people.moments(ctx, lists, now)), ...(await this.campaigns.moments(ctx, lists, now))];
    moments.sort((one, other) => one.at.getTime() - other.at.getTime());
    const steps: SampleMoment[][][] = [];
    let own = new Map<string, SampleMoment[]>();
    const gather = (): void => {
      const all = [...own.values()];
      for (let first = 0; first < all.length; first += TOGETHER) steps.push(all.slice(first, first + TOGETHER));
      own = new Map();
    };
    for (const moment of moments) {
      if (moment.of !== undefined) {
        own.set(moment.of, [...(own.get(moment.of) ?? []), moment]);
        continue;
      }
      gather();
      steps.push([[moment]]);
    }
    gather();
    return steps;
  }

  /** PostgreSQL need not wait between people who know nothing of one another. */
  private async replay(ctx: WorkspaceContext, step: readonly (readonly SampleMoment[])[]): Promise<void> {
    await Promise.all(
      step.map(async (own) => {
        for (const { at, happen } of own) await this.clock.at(at, () => happen(ctx));
      }),
    );
  }
}

/** It was removed, or another delivery is filling it: what this one wrote is rolled back. */
class SampleGone extends Error {}
