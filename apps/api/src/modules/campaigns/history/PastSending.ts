import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MessageSender, OutgoingMessage } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { Clock } from '../../../platform/time/Clock.js';
import type { RenderContact } from '../../templates/public.js';
import { AudienceRepository } from '../AudienceRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { Channels } from '../channels/Channels.js';
import type { ClaimedRecipient } from '../ledger/ledgerRows.js';
import type { CampaignRun } from '../sending/CampaignRun.js';
import { HandOver, type SettledMessage, type WrittenMessage } from '../sending/HandOver.js';
import { SentMessages } from '../sending/SentMessages.js';
import type { PastRecipient } from './PastCampaign.js';

/** Messages of one hand-over, and how long they take. */
const GROUP = 20;
const GROUP_MS = 4_000;

/** A replay hands nothing to anybody: a campaign that is run with this cannot send. */
const nobody = {
  send: () => Promise.reject(new Error('A replayed campaign is not sent.')),
} as unknown as MessageSender<OutgoingMessage>;

/** Takes a replayed campaign through claim, hand-over and acceptance, group by group, without any sender. */
@Injectable()
export class PastSending {
  constructor(
    private readonly audiences: AudienceRepository,
    private readonly channels: Channels,
    private readonly messages: SentMessages,
    private readonly handOver: HandOver,
    private readonly clock: Clock,
  ) {}

  /** Answers who got the message, in the order of the ledger. */
  async send(ctx: WorkspaceContext, campaign: Campaign, startedAt: Date): Promise<PastRecipient[]> {
    const channel = this.channels.of(campaign);
    const writer = await channel.open(ctx, campaign);
    const run: CampaignRun = { campaign, addressing: channel.addressing, writer, sender: nobody, lane: 0, token: newId() };
    const dictionary = await this.messages.dictionaryFor(ctx, campaign, writer, startedAt);
    const sent: PastRecipient[] = [];
    for (let at = startedAt; ; at = after(at, GROUP_MS)) {
      const claimed = await this.clock.at(at, () => this.handOver.claim(ctx, run, GROUP));
      if (claimed.length === 0) return sent;
      const group = await this.write(ctx, run, claimed, { dictionary, at });
      const accepted = group.map((written): SettledMessage => {
        return { recipient: written.recipient, written, outcome: { kind: 'accepted', providerMessageId: null } };
      });
      await this.clock.at(at, () => this.handOver.commit(ctx, run, [], group));
      const acceptedAt = after(at, GROUP_MS / 2);
      await this.clock.at(acceptedAt, () => this.handOver.settle(ctx, run.token, accepted));
      sent.push(
        ...group.map(({ recipient: { id, contactId, address }, message: { messageId } }) => ({
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

  private async write(
    ctx: WorkspaceContext,
    run: CampaignRun,
    claimed: readonly ClaimedRecipient[],
    { dictionary, at }: { dictionary: Buffer; at: Date },
  ): Promise<WrittenMessage[]> {
    const ids = claimed.map(({ contactId }) => contactId);
    const contacts = await this.audiences.loadContacts(ctx, ids, run.writer.needsCustomFields);
    return Promise.all(
      claimed.map(async (recipient) => {
        const message = await run.writer.write(recipient, contacts.get(recipient.contactId) as RenderContact, at);
        const copy = run.writer.copyOf(message);
        return { recipient, message, packed: this.messages.pack(recipient, message.messageId, copy, dictionary) };
      }),
    );
  }
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
