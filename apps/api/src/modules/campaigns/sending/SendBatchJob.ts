import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../../platform/context/contexts.js';
import { newId } from '../../../platform/database/ids.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { type OpenSender, SenderPoolService } from '../../providers/SenderPoolService.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import { LaneAftermath } from './LaneAftermath.js';
import { LaneRunner } from './LaneRunner.js';
import { SEND_JOB, type SendBatch } from './SendQueue.js';

/** One slice of one lane: sends for a while, then makes room for other campaigns and comes back. */
@JobHandlerProvider()
export class SendBatchJob implements JobHandler<SendBatch> {
  readonly name = SEND_JOB;
  readonly repeatable =
    'Rows are claimed by token and handed over by one conditional statement, so a second run finds only what the first one left.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly campaigns: CampaignRepository,
    private readonly pool: SenderPoolService,
    private readonly ledger: LedgerWriter,
    private readonly check: ApprovalCheck,
    private readonly runner: LaneRunner,
    private readonly after: LaneAftermath,
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
    const end = await this.runner.run(ctx, campaign, sender.sender, {
      lane: batch.lane,
      token: newId(),
      signal: job.signal,
      hasAccepted: batch.hasAccepted ?? false,
    });
    await this.after.settle(ctx, campaign, sender, batch, end);
  }
}

function objectionTo(sender: OpenSender, campaign: Campaign): string | null {
  if (sender.state === 'paused') return sender.stateReason ?? 'The sender is paused.';
  if (sender.type !== campaign.senderType)
    return 'The sender of this workspace was changed after this campaign was approved. Change it back, or cancel the campaign and make a new one.';
  return null;
}
