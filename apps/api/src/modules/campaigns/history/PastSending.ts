import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MessageSender, OutgoingMessage } from '@rapport/providers';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { Clock } from '../../../platform/time/Clock.js';
import type { RenderContact } from '../../templates/public.js';
import { CampaignMessages, type OpenMessages } from '../CampaignMessages.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import type { ClaimedRecipient } from '../ledger/ledgerRows.js';
import { AudiencePlan } from '../sending/ExpandAudienceJob.js';
import type { CampaignRun, SettledMessage, WrittenMessage } from '../sending/CampaignRun.js';
import { HandOver } from '../sending/HandOver.js';
import type { PastRecipient } from './PastCampaign.js';

/** Messages of one hand-over, and how long they take. */
const GROUP = 20;
const GROUP_MS = 4_000;

/** A replay hands nothing to anybody: a campaign that is run with this cannot send. */
const nobody = {
  send: () => Promise.reject(new Error('A replayed campaign is not sent.')),
} as unknown as MessageSender<OutgoingMessage>;

/** Takes a replayed campaign from its start to its end, through claim, hand-over and acceptance, group by group, without any sender. */
@Injectable()
export class PastSending {
  constructor(
    private readonly states: CampaignStateMachine,
    private readonly audience: AudiencePlan,
    private readonly messages: CampaignMessages,
    private readonly handOver: HandOver,
    private readonly clock: Clock,
  ) {}

  /** Answers who got the message, in the order of the ledger. */
  async send(ctx: WorkspaceContext, approved: Campaign, startedAt: Date): Promise<PastRecipient[]> {
    const campaign = await this.clock.at(startedAt, () => this.start(ctx, approved));
    const recipients = await this.sendAll(ctx, campaign, startedAt);
    await this.clock.at(recipients.at(-1)?.acceptedAt ?? startedAt, () => this.states.moveOrThrow(ctx, campaign, 'finish'));
    return recipients;
  }

  /** Its audience is written in one step: a sample's is far smaller than a page. */
  private async start(ctx: WorkspaceContext, approved: Campaign): Promise<Campaign> {
    const campaign = await this.states.moveOrThrow(ctx, approved, 'send', { senderType: 'mail_lab' });
    const page = await this.audience.nextPage(ctx, campaign);
    if ('objection' in page) throw page.objection;
    if (!(await this.audience.write(ctx, campaign, page))?.isLast) throw new Error('A replayed campaign has a small audience.');
    return campaign;
  }

  private async sendAll(ctx: WorkspaceContext, campaign: Campaign, startedAt: Date): Promise<PastRecipient[]> {
    const open = await this.clock.at(startedAt, () => this.messages.open(ctx, campaign));
    const run: CampaignRun = { campaign, addressing: open.addressing, sender: nobody, lane: 0, cap: null, token: newId() };
    const sent: PastRecipient[] = [];
    for (let at = startedAt; ; at = after(at, GROUP_MS)) {
      const claimed = await this.clock.at(at, () => this.handOver.claim(ctx, run, GROUP));
      if (claimed.length === 0) return sent;
      const group = await this.clock.at(at, () => write(open, claimed));
      const accepted = group.map((written): SettledMessage => {
        return { recipient: written.recipient, written, outcome: { kind: 'accepted', providerMessageId: null } };
      });
      await this.clock.at(at, () => this.handOver.commit(ctx, run, [], group));
      const acceptedAt = after(at, GROUP_MS / 2);
      await this.clock.at(acceptedAt, () => this.handOver.commit(ctx, run, accepted, []));
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
}

async function write(open: OpenMessages, claimed: readonly ClaimedRecipient[]): Promise<WrittenMessage[]> {
  const contacts = await open.loadContacts(claimed.map(({ contactId }) => contactId));
  return Promise.all(claimed.map((recipient) => open.write(recipient, contacts.get(recipient.contactId) as RenderContact)));
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
