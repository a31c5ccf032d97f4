import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace, systemContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { Clock } from '../../platform/time/Clock.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { SampleCampaigns } from './SampleCampaigns.js';
import type { SampleMoment } from './SampleMoment.js';
import { SamplePeople } from './SamplePeople.js';
import { daysAgo } from './sampleTimes.js';

export const FILL_SAMPLE = 'samples.fill';
export const FILL_SAMPLE_ATTEMPTS = 3;

export interface FillSamplePayload {
  readonly workspaceId: string;
  /** Who asked for it: all of it was done by them. */
  readonly userId: string;
}

/** Days of newcomers that are replayed at once. */
const TOGETHER = 25;
/** Before the first of its people. */
const FOUNDED_DAYS_AGO = 121;

/** Gives a sample its past: what services do in the present is replayed at earlier times. */
@JobHandlerProvider()
export class FillSampleJob implements JobHandler<FillSamplePayload> {
  readonly name = FILL_SAMPLE;
  readonly repeatable =
    'All of it is one transaction that ends with moving the sample from filling to ready, and is rolled back when someone else did that or the sample is gone.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly workspaces: WorkspaceService,
    private readonly people: SamplePeople,
    private readonly campaigns: SampleCampaigns,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async handle({ workspaceId, userId }: FillSamplePayload, run: JobRun): Promise<void> {
    const system = systemContext(this.dataSource.manager, run.requestId);
    const ctx = inWorkspace(system, workspaceId, 'owner', { type: 'user', userId, sessionId: '' });
    if (!(await this.workspaces.isSampleFilling(ctx))) return;
    try {
      await this.unitOfWork.run(ctx, async (ctx) => {
        await this.replay(ctx);
        if (!(await this.workspaces.settleSample(ctx, 'ready'))) throw new SampleGone();
      });
    } catch (error) {
      // Its workspace may have gone under the feet of the replay, which fails with whatever misses it first.
      if (error instanceof SampleGone || !(await this.workspaces.isSampleFilling(ctx))) return;
      if (run.attempt >= FILL_SAMPLE_ATTEMPTS) await this.workspaces.settleSample(ctx, 'failed');
      throw error;
    }
  }

  /** Everything that happened, in its order. */
  private async replay(ctx: WorkspaceContext): Promise<void> {
    const now = this.clock.now();
    const { lists, moments } = await this.clock.at(daysAgo(now, FOUNDED_DAYS_AGO), async () => {
      const lists = await this.people.makeLists(ctx);
      return { lists, moments: await this.people.moments(ctx, lists, now) };
    });
    moments.push(...(await this.campaigns.moments(ctx, lists, now)));
    moments.sort((one, other) => one.at.getTime() - other.at.getTime());
    let own = new Map<string, SampleMoment[]>();
    for (const moment of moments) {
      if (moment.of !== undefined) {
        own.set(moment.of, [...(own.get(moment.of) ?? []), moment]);
        continue;
      }
      await this.replaySideBySide([...own.values()]);
      own = new Map();
      await this.clock.at(moment.at, moment.happen);
    }
    await this.replaySideBySide([...own.values()]);
  }

  /** Each in its order, and some at once: PostgreSQL need not wait between people who know nothing of one another. */
  private async replaySideBySide(all: readonly (readonly SampleMoment[])[]): Promise<void> {
    for (let first = 0; first < all.length; first += TOGETHER) {
      const some = all.slice(first, first + TOGETHER);
      await Promise.all(
        some.map(async (own) => {
          for (const { at, happen } of own) await this.clock.at(at, happen);
        }),
      );
    }
  }
}

/** It was removed, or filled by another delivery: what this one wrote is rolled back. */
class SampleGone extends Error {}
