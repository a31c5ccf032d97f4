import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { afterCommit, UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import type { Campaign } from '../CampaignRow.js';
import type { SealedAudience } from './approvalDocument.js';
import { ApprovalRepository } from './ApprovalRepository.js';
import { ApprovalSeal } from './ApprovalSeal.js';
import { SnapshotWriter } from './SnapshotWriter.js';

export const RECORD_JOB = 'campaigns.recordAudience';
export const DISCARD_JOB = 'campaigns.discardSnapshots';

/** A request waits this long, so that it answers with everything recorded for all but the largest audiences. */
const INLINE_MS = 1_500;

/** Records the audience of a request for approval: right away while that is quick, else in the background. */
@Injectable()
export class AudienceRecorder {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly seals: ApprovalSeal,
    private readonly snapshots: SnapshotWriter,
    private readonly jobs: JobQueue,
    private readonly live: LiveEvents,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** At once, or then. */
  enqueue(ctx: WorkspaceContext, campaignId: string, runAt?: Date): Promise<void> {
    const key = `${RECORD_JOB}:${campaignId}`;
    return this.jobs.enqueue(ctx, { name: RECORD_JOB, payload: { campaignId }, key, queue: key, ...(runAt && { runAt }) });
  }

  enqueueDiscard(ctx: WorkspaceContext, campaignId: string): Promise<void> {
    const key = `${DISCARD_JOB}:${campaignId}`;
    return this.jobs.enqueue(ctx, { name: DISCARD_JOB, payload: { campaignId }, key, queue: key });
  }

  async recordNow(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    const endAt = performance.now() + INLINE_MS;
    if (!(await this.goOn(ctx, campaign, () => performance.now() < endAt))) await this.enqueue(ctx, campaign.id);
  }

  /** False when there is more to record. */
  async goOn(ctx: WorkspaceContext, campaign: Campaign, mayGoOn: () => boolean): Promise<boolean> {
    const approval = await this.approvals.findLatest(ctx, campaign.id);
    if (approval?.status !== 'pending' || approval.snapshotId === null || approval.document?.audience) return true;
    const snapshot = await this.snapshots.record(ctx, approval.snapshotId, mayGoOn);
    if (!snapshot) return (await this.snapshots.find(ctx, approval.snapshotId)) === null;
    const { id: snapshotId, members, digest } = snapshot;
    if (await this.attach(ctx, campaign.id, { snapshotId, members, digest: digest ?? '' }))
      afterCommit(ctx.manager, () =>
        this.live.publish(ctx.workspaceId, { type: 'campaign.changed', id: campaign.id, status: campaign.status }),
      );
    return true;
  }

  /** Adds the recorded audience to the open request. Answers whether it did: another run may have been faster, or the request is gone. */
  private attach(ctx: WorkspaceContext, campaignId: string, audience: SealedAudience): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const approval = await this.approvals.findLatest(ctx, campaignId);
      const document = approval?.document;
      if (approval?.status !== 'pending' || !document || document.audience !== null || approval.snapshotId !== audience.snapshotId)
        return false;
      if (!this.seals.isIntact(approval)) return false;
      return this.approvals.setDocument(ctx, this.seals.signed(approval, { ...document, audience }));
    });
  }
}
