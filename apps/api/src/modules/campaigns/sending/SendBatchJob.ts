import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { newId } from '../../../platform/database/ids.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { type OpenSender, SenderPoolService } from '../../providers/SenderPoolService.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { CampaignMessages } from '../CampaignMessages.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { FrequencyCap } from '../FrequencyCap.js';
import { LaneAftermath } from './CampaignCourse.js';
import { CampaignProgress } from './CampaignProgress.js';
import type { CampaignRun } from './CampaignRun.js';
import { CampaignStop } from './CampaignStop.js';
import { HandOver } from './HandOver.js';
import { LanePace } from './LanePace.js';
import { RefusalJudge } from './RefusalJudge.js';
import { RecipientOpenings } from '../zones/RecipientOpenings.js';
import { type LaneEnd, SendLane } from './SendLane.js';
import { SEND_JOB, type SendBatch } from './SendQueue.js';

const SLICE_MS = 30_000;

interface LaneInput {
  readonly sender: OpenSender;
  readonly batch: SendBatch;
  /** Asked before every claim. */
  readonly isCovered: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

/**
 * What a lane works with: the messages of its campaign, the rows it may claim, the pace, and the time it has.
 * More than six dependencies: each is one of these.
 */
@Injectable()
export class LaneRunner {
  constructor(
    private readonly messages: CampaignMessages,
    private readonly handOver: HandOver,
    private readonly pace: LanePace,
    private readonly progress: CampaignProgress,
    private readonly frequency: FrequencyCap,
    private readonly openings: RecipientOpenings,
    private readonly logger: AppLogger,
  ) {}

  recover(ctx: WorkspaceContext, { campaignId, lane }: SendBatch): Promise<void> {
    return this.handOver.recover(ctx, campaignId, lane);
  }

  async send(ctx: WorkspaceContext, campaign: Campaign, { sender, batch, isCovered, signal }: LaneInput): Promise<LaneEnd> {
    const spentUntil = await this.pace.waitsUntil(ctx, campaign, sender);
    if (spentUntil) return { reason: 'time', trouble: null, spentUntil, accepted: 0 };
    const startedAt = performance.now();
    const limits = { signal, endAt: startedAt + SLICE_MS, closesAt: startedAt + this.pace.openForMs(campaign) };
    const mayClaim = async (): Promise<boolean> => this.pace.isOpen(campaign) && (await isCovered());
    const { addressing, loadContacts, write } = await this.messages.open(ctx, campaign);
    const cap = await this.frequency.of(ctx);
    const run: CampaignRun = { campaign, addressing, sender: sender.sender, lane: batch.lane, cap, token: newId() };
    const lane = new SendLane(
      ctx,
      run,
      {
        claim: (limit) =>
          this.openings.claimOpen(ctx, run, async () =>
            (await mayClaim()) ? this.handOver.claim(ctx, run, Math.min(limit, this.pace.claimLimit(campaign, sender))) : [],
          ),
        loadContacts,
        write,
        commit: (laneCtx, settled, group) => this.handOver.commit(laneCtx, run, settled, group),
        release: (unsent) => this.handOver.release(ctx, run, unsent),
        othersIn: (held) => this.handOver.othersIn(ctx, run, held),
        onProgress: () => this.progress.touch(campaign.workspaceId, campaign.id, 'sending'),
        now: () => performance.now(),
      },
      this.pace.pacer(ctx, campaign, sender),
      limits,
      new RefusalJudge(batch.hasAccepted ?? false),
    );
    const end = await lane.send();
    if (end.spentUntil) await this.pace.waitsUntil(ctx, campaign, sender);
    this.logger.info('campaign.laneEnded', {
      campaignId: campaign.id,
      lane: batch.lane,
      reason: end.reason,
      accepted: end.accepted,
      requestId: ctx.requestId,
    });
    return end;
  }
}

/** One slice of one lane: sends for a while, then makes room for other campaigns and comes back. */
@JobHandlerProvider()
export class SendBatchJob implements JobHandler<SendBatch> {
  readonly name = SEND_JOB;
  readonly repeatable =
    'Rows are claimed by token and handed over by one conditional statement, so a second run finds only what the first one left.';

  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly pool: SenderPoolService,
    private readonly check: ApprovalCheck,
    private readonly lanes: LaneRunner,
    private readonly after: LaneAftermath,
    private readonly stops: CampaignStop,
  ) {}

  async handle(batch: SendBatch, job: JobRun): Promise<void> {
    const campaign = await this.campaigns.findAnywhere(job.ctx, batch.campaignId);
    if (!campaign) return;
    const ctx = jobContext(job.ctx.manager, campaign.workspaceId, this.name, job.requestId);
    await this.lanes.recover(ctx, batch);
    if (campaign.status !== 'sending' || job.signal.aborted) return;
    const sender = await this.pool.open(ctx, campaign.senderAccountId, campaign.type);
    const objection = objectionTo(sender, campaign);
    if (objection) return this.stops.stop(ctx, campaign, objection);
    const cover = await this.check.cover(ctx, campaign);
    if ('objection' in cover) return this.stops.stop(ctx, campaign, cover.objection.message);
    const isCovered = (): Promise<boolean> => this.isCovered(ctx, campaign.id);
    const end = await this.lanes.send(ctx, campaign, { sender, batch, isCovered, signal: job.signal });
    await this.after.settle(ctx, campaign, sender, batch, end);
  }

  /** When the approval no longer holds, the run ends like one that has nothing to do; the next one stops the campaign. */
  private async isCovered(ctx: WorkspaceContext, campaignId: string): Promise<boolean> {
    const campaign = await this.campaigns.find(ctx, campaignId);
    return campaign !== null && !('objection' in (await this.check.cover(ctx, campaign)));
  }
}

function objectionTo(sender: OpenSender, campaign: Campaign): string | null {
  if (sender.state === 'paused') return sender.stateReason ?? 'The sender is paused.';
  if (sender.type !== campaign.senderType)
    return 'The sender of this workspace was changed after this campaign was approved. Change it back, or cancel the campaign and make a new one.';
  return null;
}
