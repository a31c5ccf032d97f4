import { Injectable } from '@nestjs/common';
import { emailKey, fullName } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { ConsentService } from '../consent/ConsentService.js';
import type { ConsentChannel, SuppressionReason } from '../consent/public.js';
import { ContactService } from '../contacts/ContactService.js';
import { contactInTrash } from '../contacts/public.js';
import type { MessageAddressDto } from './DirectMessageDtos.js';
import { addressRefused, noAddress, unknownAddress } from './directMessageErrors.js';

/** Whoever left the mass mail may still be written to by a person. Whoever answered STOP may not: the networks hold to it, and so does the law. */
const REFUSED: Readonly<Record<ConsentChannel, Partial<Record<SuppressionReason, string>>>> = {
  email: {
    bounced: 'Mail to this address bounced: it doesn’t accept email. If that has changed, allow it again on the page of the contact.',
    complained: 'This person reported one of your messages as spam. Nothing more is sent to this address.',
    manual: 'A member of your team stopped emails to this address. Allow them again on the page of the contact first.',
  },
  text: {
    unsubscribed: 'This person answered STOP. Only they can allow texts again, by answering START.',
    bounced: 'Texts to this number could not be delivered. If that has changed, allow it again on the page of the contact.',
    complained: 'This person reported one of your texts as spam. Nothing more is sent to this number.',
    manual: 'A member of your team stopped texts to this number. Allow them again on the page of the contact first.',
  },
};
const NO_COUNTRY = 'Nobody can tell which country this number is in. Write it with its country code on the page of the contact.';

const UNSUBSCRIBED = 'This person unsubscribed from your campaigns. A personal message still reaches them.';

export interface Recipient {
  readonly name: string | null;
  readonly address: string;
  readonly note: string | null;
}

/** At which addresses a contact may be written to by a person. */
@Injectable()
export class DirectRecipients {
  constructor(
    private readonly contacts: ContactService,
    private readonly consent: ConsentService,
  ) {}

  async list(
    ctx: WorkspaceContext,
    contactId: string,
    channel: ConsentChannel = 'email',
  ): Promise<{ name: string | null; isTrashed: boolean; addresses: MessageAddressDto[] }> {
    const contact = await this.contacts.get(ctx, contactId);
    const points = (channel === 'text' ? contact.phones : contact.emails).map(({ value, normalized, isPrimary }) => ({
      value,
      isPrimary,
      key: normalized ?? (channel === 'text' ? null : emailKey(value)),
    }));
    const suppressed = await this.consent.listSuppressed(
      ctx,
      channel,
      points.flatMap(({ key }) => key ?? []),
    );
    const addresses = points.map(({ value, isPrimary, key }) => {
      if (key === null) return { address: value, isPrimary, refusal: NO_COUNTRY, note: null };
      const reason = suppressed.get(key)?.reason;
      const refusal = (reason && REFUSED[channel][reason]) ?? null;
      const note = channel === 'email' && reason === 'unsubscribed' ? UNSUBSCRIBED : null;
      return { address: channel === 'text' ? key : value, isPrimary, refusal, note };
    });
    return { name: fullName(contact), isTrashed: contact.deletedAt !== null, addresses };
  }

  /** The one that is asked for, else the primary one. Refuses an address that nothing may be sent to. */
  async require(ctx: WorkspaceContext, contactId: string, to: string | undefined, channel: ConsentChannel = 'email'): Promise<Recipient> {
    const { name, isTrashed, addresses } = await this.list(ctx, contactId, channel);
    const keyOf = (address: string): string => (channel === 'text' ? address.replace(/[^\d+]/g, '') : emailKey(address));
    if (isTrashed) throw contactInTrash();
    if (addresses.length === 0) throw noAddress(channel);
    const chosen = to === undefined ? addresses[0] : addresses.find(({ address }) => keyOf(address) === keyOf(to));
    if (!chosen) throw unknownAddress(channel);
    if (chosen.refusal !== null) throw addressRefused(chosen.refusal);
    return { name, address: chosen.address, note: chosen.note };
  }

  /** Null when it may be written to now. */
  async refusalOf(ctx: WorkspaceContext, channel: ConsentChannel, address: string): Promise<string | null> {
    const key = channel === 'text' ? address : emailKey(address);
    const reason = (await this.consent.listSuppressed(ctx, channel, [key])).get(key)?.reason;
    return (reason && REFUSED[channel][reason]) ?? null;
  }
}
