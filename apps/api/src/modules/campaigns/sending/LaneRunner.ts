import { Injectable } from '@nestjs/common';
import type { EmailSender } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import { CampaignProgress } from './CampaignProgress.js';
import { CampaignRunBuilder } from './CampaignRunBuilder.js';
import { HandOver } from './HandOver.js';
import { LanePace } from './LanePace.js';
import { RefusalJudge } from './RefusalJudge.js';
import { RecipientContactRepository } from './RecipientContactRepository.js';
import { type LaneEnd, SendLane } from './SendLane.js';
import { SentMessages } from './SentMessages.js';
import { writeMessage } from './writeMessage.js';

const SLICE_MS = 30_000;
const TOGETHER_MS = 2_000;
/** Who comes again so soon belongs to what is going on now. */
const SOON_MS = 10_000;
const CLAIM_LEASE_MS = 5 * 60_000;

export interface LaneSlice {
  readonly lane: number;
  /** Of this run alone. */
  readonly token: string;
  readonly signal: AbortSignal;
  /** The mail server has accepted something from this lane since it was started or resumed. */
  readonly hasAccepted: boolean;
}

/** Connects a lane with the ledger, the renderer and the clock. */
@Injectable()
export class LaneRunner {
  constructor(
    private readonly ledger: LedgerWriter,
    private readonly reader: LedgerReader,
    private readonly contacts: RecipientContactRepository,
    private readonly campaigns: CampaignRepository,
    private readonly check: ApprovalCheck,
    private readonly runs: CampaignRunBuilder,
    private readonly handOver: HandOver,
    private readonly messages: SentMessages,
    private readonly unitOfWork: UnitOfWork,
    private readonly progress: CampaignProgress,
    private readonly pace: LanePace,
    private readonly clock: Clock,
  ) {}

  async run(ctx: WorkspaceContext, campaign: Campaign, sender: EmailSender, slice: LaneSlice): Promise<LaneEnd> {
    const { lane: laneNumber, token, signal } = slice;
    const run = await this.runs.build(ctx, campaign, sender, token);
    const dictionary = await this.messages.dictionaryFor(ctx, run, this.clock.now());
    const lane = new SendLane(
      ctx,
      run,
      {
        claim: async (limit) =>
          (await this.isCovered(ctx, campaign.id))
            ? this.ledger.claim(
                ctx,
                { campaignId: campaign.id, lane: laneNumber },
                { token, limit: Math.min(limit, this.pace.claimLimit), ...this.leaseNow() },
              )
            : [],
        loadContacts: (ids) => this.contacts.load(ctx, ids, run.needsCustomFields),
        write: async (recipient, contact) => {
          const email = await writeMessage(run, recipient, contact, this.clock.now());
          return { recipient, email, packed: this.messages.pack(recipient, email, dictionary) };
        },
        commit: (laneCtx, settled, group) => this.handOver.commit(laneCtx, run, settled, group),
        release: (unsent) => this.release(ctx, campaign.id, token, unsent),
        othersIn: (held) => this.othersIn(ctx, campaign.id, held),
        onProgress: () => this.progress.touch(campaign.workspaceId, campaign.id, 'sending'),
        now: () => performance.now(),
      },
      this.pace.pacer(),
      { signal, endAt: performance.now() + SLICE_MS },
      new RefusalJudge(slice.hasAccepted),
    );
    return lane.send();
  }

  private release(ctx: WorkspaceContext, campaignId: string, token: string, unsent: readonly string[]): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      await this.ledger.release(ctx, campaignId, token, now);
      const taken = await this.ledger.takeBack(ctx, token, unsent, now);
      await this.messages.delete(ctx, taken);
    });
  }

  /** At the same moment for every lane, so that whichever comes first gets them all. */
  private async othersIn(ctx: WorkspaceContext, campaignId: string, held: readonly string[]): Promise<number | null> {
    const now = this.clock.now().getTime();
    const soon = new Date(now + SOON_MS).toISOString();
    return (await this.reader.hasOthersOpen(ctx, campaignId, held, soon)) ? TOGETHER_MS - (now % TOGETHER_MS) : null;
  }

  /** Asked before every claim. When the approval no longer holds, the run ends like one that has nothing to do; the next one stops the campaign. */
  private async isCovered(ctx: WorkspaceContext, campaignId: string): Promise<boolean> {
    const campaign = await this.campaigns.find(ctx, campaignId);
    return campaign !== null && !('objection' in (await this.check.cover(ctx, campaign)));
  }

  private leaseNow(): { now: string; expiresAt: string } {
    const now = this.clock.now();
    return { now: now.toISOString(), expiresAt: new Date(now.getTime() + CLAIM_LEASE_MS).toISOString() };
  }
}
