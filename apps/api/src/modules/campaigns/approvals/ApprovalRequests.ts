import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { Clock } from '../../../platform/time/Clock.js';
import type { Campaign } from '../CampaignRow.js';
import { type ApprovalDocument, DOCUMENT_VERSION, validUntil } from './approvalDocument.js';
import { ApprovalFields } from './ApprovalFields.js';
import { ApprovalQuorum } from './ApprovalQuorum.js';
import { ApprovalRepository } from './ApprovalRepository.js';
import type { Approval } from './approvalRow.js';
import { ApprovalSeal } from './ApprovalSeal.js';
import { AudienceRecorder } from './AudienceRecorder.js';
import { SnapshotWriter } from './SnapshotWriter.js';

/** The job that is enqueued with a request leaves it the time to record its audience itself. */
const JOB_DELAY_MS = 3_000;

/**
 * What is asked for, as it is signed, and taken back. Status changes of the campaign itself are the caller's, in the same unit of work.
 * More than six dependencies: a request says what is sent, to whom, and how many have to agree.
 */
@Injectable()
export class ApprovalRequests {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly seals: ApprovalSeal,
    private readonly fields: ApprovalFields,
    private readonly quorum: ApprovalQuorum,
    private readonly snapshots: SnapshotWriter,
    private readonly recorder: AudienceRecorder,
    private readonly clock: Clock,
  ) {}

  /** Signs what is asked for. Who is in the audience is recorded afterwards, in steps; it cannot be approved before that is done, and is done whatever happens after this transaction. */
  async request(ctx: WorkspaceContext, campaign: Campaign, notes: string | null): Promise<void> {
    const snapshotId = await this.snapshots.begin(ctx, campaign.id, campaign.audience);
    await this.insert(ctx, campaign, { requestedBy: actorUserId(ctx), requestNotes: notes, audience: null }, snapshotId);
    await this.recorder.enqueue(ctx, campaign.id, new Date(this.clock.now().getTime() + JOB_DELAY_MS));
  }

  /** Asks anew, in the name of whoever asked first, for what a paused campaign would send now to the people approved then. */
  async renew(ctx: WorkspaceContext, campaign: Campaign, { document, requestedBy }: Approval): Promise<void> {
    const audience = document?.audience ?? null;
    const isLedgerComplete = campaign.expandedAt !== null;
    const snapshotId = audience?.snapshotId ?? (isLedgerComplete ? null : await this.snapshots.begin(ctx, campaign.id, campaign.audience));
    await this.approvals.voidOpen(ctx, campaign.id);
    await this.insert(ctx, campaign, { requestedBy: document?.requestedBy ?? requestedBy, requestNotes: null, audience }, snapshotId);
  }

  /** Takes an open or granted approval back, with the audience that was recorded for it. Answers whether there was one. */
  async voidOpen(ctx: WorkspaceContext, campaignId: string): Promise<boolean> {
    const isVoided = await this.approvals.voidOpen(ctx, campaignId);
    if (isVoided) await this.recorder.enqueueDiscard(ctx, campaignId);
    return isVoided;
  }

  private async insert(
    ctx: WorkspaceContext,
    campaign: Campaign,
    request: Pick<ApprovalDocument, 'requestedBy' | 'requestNotes' | 'audience'>,
    snapshotId: string | null,
  ): Promise<void> {
    const now = this.clock.now();
    const document: ApprovalDocument = {
      ...request,
      version: DOCUMENT_VERSION,
      approvalId: newId(),
      campaignId: campaign.id,
      workspaceId: campaign.workspaceId,
      requestedAt: now.toISOString(),
      expiresAt: validUntil(now),
      fields: await this.fields.read(ctx, campaign),
      // As it is now: who changes the setting later changes no request that is open.
      needed: await this.quorum.neededFor(ctx, request.requestedBy),
      signatures: [],
      decision: null,
    };
    await this.approvals.insert(ctx, document, this.seals.seal(document), snapshotId);
  }
}
