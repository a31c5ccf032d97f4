import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext, systemContext } from '../../../platform/context/contexts.js';
import { newId } from '../../../platform/database/ids.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { type OpenSender, SenderPoolService } from '../../providers/SenderPoolService.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { Channels } from '../channels/Channels.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import { CampaignProgress } from './CampaignProgress.js';
import type { CampaignRun } from './CampaignRun.js';
import { HandOver } from './HandOver.js';
import { LaneAftermath } from './LaneAftermath.js';
import { RefusalJudge } from './RefusalJudge.js';
import { type LaneDeps, type LaneEnd, SendLane } from './SendLane.js';
import { LanePace } from './SendPacer.js';
import { SEND_JOB, type SendBatch } from './SendQueue.js';
import { SentMessages } from './SentMessages.js';

const SLICE_MS = 30_000;

/** One slice of one lane: sends for a while, then makes room for other campaigns and comes back. */
@JobHandlerProvider()
export class SendBatchJob implements JobHandler<SendBatch> {
  readonly name = SEND_JOB;
  readonly repeatable =
    'Rows are claimed by token and handed over by one conditional statement, so a second run finds only what the first one left.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly campaigns: CampaignRepository,
    private readonly audiences: AudienceRepository,
    private readonly pool: SenderPoolService,
    private readonly channels: Channels,
    private readonly messages: SentMessages,
    private readonly ledger: LedgerWriter,
    private readonly handOver: HandOver,
    private readonly check: ApprovalCheck,
    private readonly after: LaneAftermath,
    private readonly pace: LanePace,
    private readonly progress: CampaignProgress,
    private readonly clock: Clock,
  ) {}

  async handle(batch: SendBatch, job: JobRun): Promise<void> {
    const { manager } = this.dataSource;
    const campaign = await this.campaigns.findAnywhere(systemContext(manager, job.requestId), batch.campaignId);
    if (!campaign) return;
    const ctx = jobContext(manager, campaign.workspaceId, this.name, job.requestId);
    // Jobs of one lane never overlap: whatever this lane still holds was left by a run that ended without a word.
    await this.ledger.recover(ctx, { campaignId: campaign.id, lane: batch.lane }, nowIso(this.clock));
    if (campaign.status !== 'sending' || job.signal.aborted) return;
    const sender = await this.pool.open(ctx);
    const objection = objectionTo(sender, campaign);
    if (objection) return this.after.stop(ctx, campaign, objection);
    const cover = await this.check.cover(ctx, campaign);
    if ('objection' in cover) return this.after.stop(ctx, campaign, cover.objection.message);
    const channel = this.channels.of(campaign);
    const writer = await channel.open(ctx, campaign);
    const { addressing } = channel;
    const run = { campaign, addressing, writer, sender: sender.sender, lane: batch.lane, token: newId() };
    await this.after.settle(ctx, campaign, sender, batch, await this.send(ctx, run, job.signal, batch.hasAccepted ?? false));
  }

  private async send(ctx: WorkspaceContext, run: CampaignRun, signal: AbortSignal, hasAccepted: boolean): Promise<LaneEnd> {
    const { campaign, writer } = run;
    const dictionary = await this.messages.dictionaryFor(ctx, campaign, writer, this.clock.now());
    const deps: LaneDeps = {
      claim: async (limit) =>
        (await this.isCovered(ctx, campaign.id)) ? this.handOver.claim(ctx, run, Math.min(limit, this.pace.claimLimit)) : [],
      loadContacts: (ids) => this.audiences.loadContacts(ctx, ids, writer.needsCustomFields),
      write: async (recipient, contact) => {
        const message = await writer.write(recipient, contact, this.clock.now());
        return { recipient, message, packed: this.messages.pack(recipient, message.messageId, writer.copyOf(message), dictionary) };
      },
      commit: (laneCtx, settled, group) => this.handOver.commit(laneCtx, run, settled, group),
      release: (unsent) => this.handOver.release(ctx, run, unsent),
      othersIn: (held) => this.handOver.othersIn(ctx, run, held),
      onProgress: () => this.progress.touch(campaign.workspaceId, campaign.id, 'sending'),
      now: () => performance.now(),
    };
    const limits = { signal, endAt: performance.now() + SLICE_MS };
    return new SendLane(ctx, run, deps, this.pace.pacer(), limits, new RefusalJudge(hasAccepted)).send();
  }

  /** Asked before every claim. When the approval no longer holds, the run ends like one that has nothing to do; the next one stops the campaign. */
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
