import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import type { OutgoingMessage } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppError, notFound } from '../../platform/http/AppError.js';
import { Clock } from '../../platform/time/Clock.js';
import type { RenderContact } from '../templates/public.js';
import { asVariant } from './abTests/AbTest.js';
import { type AudienceMember, AudienceRepository } from './AudienceRepository.js';
import { leftOutBy } from './campaignErrors.js';
import type { Campaign } from './CampaignRow.js';
import type { Addressing, MessageWriter, TestAddress } from './channels/Channel.js';
import { ChannelRegistry } from './channels/ChannelRegistry.js';
import type { ClaimedRecipient } from './ledger/ledgerRows.js';
import type { WorstRenderDto } from './ReviewDtos.js';
import { worstContacts } from './review/worstContacts.js';
import type { WrittenMessage } from './sending/CampaignRun.js';
import { SentMessages } from './sending/SentMessages.js';

/** Enough people to find the odd ones among, few enough to look at in a moment. */
const SAMPLE = 500;
const WORST = 5;

/** A campaign whose messages are being written: what is the same for all of them is gathered. */
export interface OpenMessages {
  readonly addressing: Addressing;
  loadContacts(contactIds: readonly string[]): Promise<Map<string, RenderContact>>;
  /** With the copy that is kept of it. */
  write(recipient: ClaimedRecipient, contact: RenderContact): Promise<WrittenMessage>;
}

/** What a campaign says to one person, on its channel: to its recipients, to whoever tests it, and to those it may look wrong to. */
@Injectable()
export class CampaignMessages {
  constructor(
    private readonly channels: ChannelRegistry,
    private readonly audiences: AudienceRepository,
    private readonly sent: SentMessages,
    private readonly clock: Clock,
  ) {}

  async open(ctx: WorkspaceContext, campaign: Campaign): Promise<OpenMessages> {
    const channel = this.channels.of(campaign);
    const writer = await channel.open(ctx, campaign);
    const packer = await this.sent.packerFor(ctx, campaign, writer, this.clock.now());
    const others = new Map<string, MessageWriter>();
    for (const variant of campaign.abTest?.variants ?? []) others.set(variant.id, await channel.open(ctx, asVariant(campaign, variant)));
    const needsCustomFields = [writer, ...others.values()].some((one) => one.needsCustomFields);
    const writerFor = ({ variantId }: ClaimedRecipient): MessageWriter => {
      const own = campaign.abTest === null ? writer : others.get(variantId ?? '');
      if (!own) throw new Error('A recipient of a test has a variant before anything is written to them.');
      return own;
    };
    return {
      addressing: channel.addressing,
      loadContacts: (ids) => this.audiences.loadContacts(ctx, ids, needsCustomFields),
      write: async (recipient, contact) => {
        const writer = writerFor(recipient);
        const message = await writer.write(recipient, contact, this.clock.now());
        const copy = writer.copyOf(message);
        return {
          recipient,
          message,
          packed: this.sent.pack(recipient, message.messageId, copy, { packer, channel: channel.addressing.channel }),
          characters: copy.html.length + copy.text.length,
        };
      },
    };
  }

  /** As the campaign would send it to one of its recipients, or to a named contact. Counted. */
  async writeTest(ctx: WorkspaceContext, campaign: Campaign, input: TestAddress & { contactId?: string | null }): Promise<OutgoingMessage> {
    const channel = this.channels.of(campaign);
    const to = await channel.admitTest(ctx, input);
    const id = input.contactId ?? (await this.audiences.listMembers(ctx, campaign.audience, null, 1))[0]?.contactId;
    const contact = id ? (await this.audiences.loadContacts(ctx, [id], true)).get(id) : undefined;
    if (input.contactId && !contact) throw notFound('contact');
    return channel.writeTest(ctx, campaign, { to, contact: contact ?? null, date: this.clock.now() });
  }

  /** For those of the first recipients to whom it most likely looks wrong. */
  async renderWorst(ctx: WorkspaceContext, campaign: Campaign, most = WORST): Promise<WorstRenderDto[]> {
    const members = (await this.audiences.listMembers(ctx, campaign.audience, null, SAMPLE)).filter(isReached);
    const addresses = new Map(members.map(({ contactId, address }) => [contactId, address]));
    const contacts = await this.audiences.loadContacts(ctx, [...addresses.keys()], true);
    const sample = [...contacts].map(([id, contact]) => ({ ...contact, id }));
    try {
      const writer = await this.channels.of(campaign).open(ctx, campaign);
      const renders = worstContacts(sample, most).map(async ({ contact, why }) => {
        const recipient = { id: '', contactId: contact.id, address: addresses.get(contact.id) ?? '' };
        const { subject, html, text } = writer.copyOf(await writer.write(recipient, contact, this.clock.now()));
        const name = displayName({ ...contact, primaryEmail: contact.email, primaryPhone: contact.phone });
        return { contactId: contact.id, displayName: name, why, subject, html, text };
      });
      // Who is left out has no message to look at; the preflight says who that is.
      const written = await Promise.all(renders.map((render) => render.catch(nothingFor)));
      return written.filter((render) => render !== null);
    } catch (error) {
      // A campaign that cannot be rendered yet has nothing to show; the preflight says why.
      if (error instanceof AppError) return [];
      throw error;
    }
  }
}

/** @throws what says nothing about this one person */
function nothingFor(error: unknown): null {
  if (leftOutBy(error) !== null) return null;
  throw error;
}

function isReached({ skipReason }: AudienceMember): boolean {
  return skipReason === null;
}
