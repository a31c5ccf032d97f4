import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { JobRequest } from '../../platform/jobs/JobQueue.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { Clock } from '../../platform/time/Clock.js';
import { dayAt } from '../../platform/time/moments.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { Detector, Moment } from './Detector.js';
import { Detectors } from './detectors/detectors.js';
import { InsightRepository } from './InsightRepository.js';

export const CHECK_INSIGHTS = 'insights.check';
/** A check that fails leaves what the last one found; after three days that is too old to be called true. */
const TRUE_FOR_MS = 3 * 86_400_000;
const MOST_ATTEMPTS = 3;

export interface CheckInsights {
  readonly workspaceId: string;
}

export function checkInsightsJob(workspaceId: string): JobRequest<CheckInsights> {
  const key = `insights:${workspaceId}`;
  return { name: CHECK_INSIGHTS, payload: { workspaceId }, key, queue: key, maxAttempts: MOST_ATTEMPTS };
}

/** Has every detector look at a workspace, and keeps what they find. */
@Injectable()
export class InsightSearch {
  constructor(
    private readonly detectors: Detectors,
    private readonly insights: InsightRepository,
    private readonly workspaces: WorkspaceService,
    private readonly live: LiveEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run(ctx: WorkspaceContext, signal: AbortSignal): Promise<void> {
    const { timeZone, deletedAt } = await this.workspaces.require(ctx);
    if (deletedAt !== null) return;
    const from = performance.now();
    const now = this.clock.now();
    const failures: unknown[] = [];
    for (const detector of this.detectors.list()) {
      if (signal.aborted) return;
      // One that fails keeps the others from nothing, and what it found before from nobody.
      await this.look(ctx, detector, { now, timeZone }).catch((error: unknown) => failures.push(error));
    }
    const { date: day } = dayAt(now.toISOString(), timeZone);
    if (failures.length === 0)
      await this.insights.markChecked(ctx, { day, now: now.toISOString(), ms: Math.round(performance.now() - from) });
    this.live.publish(ctx.workspaceId, { type: 'insights.changed', id: ctx.workspaceId });
    if (failures.length > 0) throw failures[0];
  }

  private async look(ctx: WorkspaceContext, detector: Detector, moment: Moment): Promise<void> {
    const findings = await detector.find(ctx, moment);
    const now = moment.now.toISOString();
    const expiresAt = new Date(moment.now.getTime() + TRUE_FOR_MS).toISOString();
    const { type, method } = detector;
    await this.unitOfWork.run(ctx, async (ctx) => {
      // Two that write the same rows in another order would wait for each other.
      await serialise(ctx.manager, `insights ${ctx.workspaceId}`);
      for (const finding of findings) await this.insights.put(ctx, finding, { type, method, now, expiresAt });
      await this.insights.expire(ctx, type, now);
    });
  }
}
