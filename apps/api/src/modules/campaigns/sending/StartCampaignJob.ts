import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { AppError } from '../../../platform/http/AppError.js';
import { Installation } from '../../../platform/installation/Installation.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SettingsService } from '../../settings/SettingsService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { missedWhileDeleted } from '../campaignErrors.js';
import { CampaignRepository } from '../CampaignRepository.js';
import { isSeries } from '../CampaignRow.js';
import { SeriesRun } from '../series/SeriesRun.js';
import { opensAt } from '../zones/zonedSchedule.js';
import { CampaignLauncher, type MissedStart } from './CampaignLauncher.js';
import { START_JOB, SendQueue } from './SendQueue.js';

const HOUR_MS = 3_600_000;

/** Whether a start that is due is still what people expect. */
@Injectable()
export class ExpectedStart {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly installation: Installation,
    private readonly settings: SettingsService,
    private readonly clock: Clock,
  ) {}

  /** What nobody expects to go out any more does not start by itself: in a deleted workspace, or in a copy of the installation. */
  async stopped(ctx: WorkspaceContext): Promise<MissedStart | null> {
    // Not put off: after a restore, weeks later, nobody expects it to start by itself.
    if ((await this.workspaces.require(ctx)).deletedAt) return { objection: missedWhileDeleted() };
    if (await this.installation.hold(ctx.manager))
      return {
        held: 'Its scheduled time came while sending was paused, because this installation is a copy or was restored. Check whether the original sent it before you resume it.',
      };
    return null;
  }

  /** Nor what is later than people are used to, after days of standing still. */
  async missed(ctx: WorkspaceContext, scheduledAt: Date): Promise<MissedStart | null> {
    const stopped = await this.stopped(ctx);
    if (stopped) return stopped;
    const grace = Number(await this.settings.valueInWorkspace(ctx, 'scheduleGraceHours'));
    const late = (this.clock.now().getTime() - scheduledAt.getTime()) / HOUR_MS;
    if (late <= grace) return null;
    return {
      held: `Its scheduled time passed ${plural(Math.floor(late), 'hour')} before it could start; the limit is ${plural(grace, 'hour')}. Resume it to send it now, or cancel it.`,
    };
  }
}

/** The moment that a schedule names has come. More than six dependencies: a date of a series is dealt with elsewhere. */
@JobHandlerProvider()
export class StartCampaignJob implements JobHandler<{ campaignId: string }> {
  readonly name = START_JOB;
  readonly repeatable = 'A campaign starts from "scheduled" by one conditional update; a second run finds it started.';

  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly starts: ExpectedStart,
    private readonly launcher: CampaignLauncher,
    private readonly series: SeriesRun,
    private readonly queue: SendQueue,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  async handle({ campaignId }: { campaignId: string }, { ctx, requestId }: JobRun): Promise<void> {
    const campaign = await this.campaigns.findAnywhere(ctx, campaignId);
    if (campaign?.status !== 'scheduled' || campaign.scheduledAt === null) return;
    const scheduledAt = new Date(campaign.scheduledAt);
    const due = isSeries(campaign) ? opensAt(campaign.schedule, scheduledAt) : scheduledAt;
    // The clock was set back after the job became due: it waits for its moment again.
    if (due > this.clock.now()) return this.queue.enqueueStart(ctx, campaignId, due);
    const inside = jobContext(ctx.manager, campaign.workspaceId, this.name, requestId);
    try {
      if (!isSeries(campaign)) return await this.launcher.startScheduled(inside, campaign, await this.starts.missed(inside, scheduledAt));
      const stopped = await this.starts.stopped(inside);
      if (stopped) await this.launcher.startScheduled(inside, campaign, stopped);
      else await this.series.occur(inside, campaign);
    } catch (error) {
      // The campaign went back to draft with the reason; trying again would not change that.
      if (!(error instanceof AppError)) throw error;
      this.logger.warn('campaign.notStarted', { campaignId, code: error.code, requestId: ctx.requestId });
    }
  }
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
