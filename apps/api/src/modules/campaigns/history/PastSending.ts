import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EmailSender } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { Clock } from '../../../platform/time/Clock.js';
import type { RenderContact } from '../../templates/public.js';
import type { Campaign } from '../CampaignRow.js';
import type { ClaimedRecipient } from '../ledger/ledgerRows.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import type { CampaignRun } from '../sending/CampaignRun.js';
import { CampaignRunBuilder } from '../sending/CampaignRunBuilder.js';
import { HandOver, type SettledMessage, type WrittenMessage } from '../sending/HandOver.js';
import { RecipientContactRepository } from '../sending/RecipientContactRepository.js';
import { SentMessages } from '../sending/SentMessages.js';
import { writeMessage } from '../sending/writeMessage.js';
import type { PastRecipient } from './PastCampaign.js';

/** Messages of one hand-over, and how long they take. */
const GROUP = 20;
const GROUP_MS = 4_000;
const LEASE_MS = 5 * 60_000;

/** A replay hands nothing to anybody: a campaign that is run with this cannot send. */
const nobody = {
  send: () => Promise.reject(new Error('A replayed campaign is not sent.')),
} as unknown as EmailSender;

/** Takes a replayed campaign through claim, hand-over and acceptance, group by group, without any sender. */
@Injectable()
export class PastSending {
  constructor(
    private readonly ledger: LedgerWriter,
    private readonly contacts: RecipientContactRepository,
    private readonly runs: CampaignRunBuilder,
    private readonly messages: SentMessages,
    private readonly handOver: HandOver,
    private readonly clock: Clock,
  ) {}

  /** Answers who got the message, in the order of the ledger. */
  async send(ctx: WorkspaceContext, campaign: Campaign, startedAt: Date): Promise<PastRecipient[]> {
    const run = await this.runs.build(ctx, campaign, nobody, newId());
    const dictionary = await this.messages.dictionaryFor(ctx, run, startedAt);
    const sent: PastRecipient[] = [];
    for (let at = startedAt; ; at = after(at, GROUP_MS)) {
      const claimed = await this.clock.at(at, () => this.claim(ctx, run));
      if (claimed.length === 0) return sent;
      const group = await this.write(ctx, run, claimed, { dictionary, at });
      const accepted = group.map(({ recipient, email }): SettledMessage => {
        return { recipient, email, outcome: { kind: 'accepted', providerMessageId: null } };
      });
      await this.clock.at(at, () => this.handOver.commit(ctx, run, [], group));
      const acceptedAt = after(at, GROUP_MS / 2);
      await this.clock.at(acceptedAt, () => this.handOver.settle(ctx, run.token, accepted));
      sent.push(
        ...group.map(({ recipient: { id, contactId, address }, email: { messageId } }) => ({
          id,
          contactId,
          address,
          messageId,
          acceptedAt,
        })),
      );
      await nextTurn();
    }
  }

  private claim(ctx: WorkspaceContext, { campaign, token }: CampaignRun): Promise<ClaimedRecipient[]> {
    const now = this.clock.now();
    return this.ledger.claim(
      ctx,
      { campaignId: campaign.id, lane: 0 },
      {
        token,
        limit: GROUP,
        now: now.toISOString(),
        expiresAt: after(now, LEASE_MS).toISOString(),
      },
    );
  }

  private async write(
    ctx: WorkspaceContext,
    run: CampaignRun,
    claimed: readonly ClaimedRecipient[],
    { dictionary, at }: { dictionary: Buffer; at: Date },
  ): Promise<WrittenMessage[]> {
    const ids = claimed.map(({ contactId }) => contactId);
    const contacts = await this.contacts.load(ctx, ids, run.needsCustomFields);
    return Promise.all(
      claimed.map(async (recipient) => {
        const email = await writeMessage(run, recipient, contacts.get(recipient.contactId) as RenderContact, at);
        return { recipient, email, packed: this.messages.pack(recipient, email, dictionary) };
      }),
    );
  }
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
