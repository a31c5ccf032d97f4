import { Injectable } from '@nestjs/common';
import type { EmailSender } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignProgress } from './CampaignProgress.js';
import { CampaignRuns } from './CampaignRuns.js';
import { HandOver } from './HandOver.js';
import { LanePace } from './LanePace.js';
import { RecipientContactRepository } from './RecipientContactRepository.js';
import { RecipientRepository } from './RecipientRepository.js';
import { type LaneEnd, SendLane } from './SendLane.js';
import { SentMessages } from './SentMessages.js';
import { writeMessage } from './writeMessage.js';

const SLICE_MS = 30_000;
const CLAIM_LEASE_MS = 5 * 60_000;

/** Connects a lane with the ledger, the renderer and the clock. */
@Injectable()
export class LaneRunner {
  constructor(
    private readonly recipients: RecipientRepository,
    private readonly contacts: RecipientContactRepository,
    private readonly runs: CampaignRuns,
    private readonly handOver: HandOver,
    private readonly messages: SentMessages,
    private readonly progress: CampaignProgress,
    private readonly pace: LanePace,
    private readonly clock: Clock,
  ) {}

  async run(ctx: WorkspaceContext, campaign: Campaign, sender: EmailSender, token: string, signal: AbortSignal): Promise<LaneEnd> {
    const run = await this.runs.build(ctx, campaign, sender, token);
    const dictionary = await this.messages.dictionaryFor(ctx, run, this.clock.now());
    const lane = new SendLane(
      ctx,
      run,
      {
        claim: (limit) =>
          this.recipients.claim(ctx, campaign.id, { token, limit: Math.min(limit, this.pace.claimLimit), ...this.leaseNow() }),
        loadContacts: (ids) => this.contacts.load(ctx, ids, run.needsCustomFields),
        write: async (recipient, contact) => {
          const email = await writeMessage(run, recipient, contact, this.clock.now());
          return { recipient, email, packed: this.messages.pack(recipient, email, dictionary) };
        },
        commit: (laneCtx, settled, group) => this.handOver.commit(laneCtx, run, settled, group),
        release: async () => void (await this.recipients.release(ctx, campaign.id, token, nowIso(this.clock))),
        onProgress: () => this.progress.touch(campaign.workspaceId, campaign.id, 'sending'),
        now: () => performance.now(),
      },
      this.pace.pacer(),
      { signal, endAt: performance.now() + SLICE_MS },
    );
    return lane.send();
  }

  private leaseNow(): { now: string; expiresAt: string } {
    const now = this.clock.now();
    return { now: now.toISOString(), expiresAt: new Date(now.getTime() + CLAIM_LEASE_MS).toISOString() };
  }
}
