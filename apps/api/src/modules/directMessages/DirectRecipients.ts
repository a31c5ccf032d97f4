import { Injectable } from '@nestjs/common';
import { emailKey, fullName } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { ConsentService } from '../consent/ConsentService.js';
import type { SuppressionReason } from '../consent/public.js';
import { ContactService } from '../contacts/ContactService.js';
import { contactInTrash } from '../contacts/public.js';
import type { MessageAddressDto } from './DirectMessageDtos.js';
import { addressRefused, noAddress, unknownAddress } from './directMessageErrors.js';

/** Whoever left the mass mail may still be written to by a person. */
const REFUSED: Partial<Record<SuppressionReason, string>> = {
  bounced: 'Mail to this address bounced: it doesn’t accept email. If that has changed, allow it again on the page of the contact.',
  complained: 'This person reported one of your messages as spam. Nothing more is sent to this address.',
  manual: 'A member of your team stopped emails to this address. Allow them again on the page of the contact first.',
};

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
  ): Promise<{ name: string | null; isTrashed: boolean; addresses: MessageAddressDto[] }> {
    const contact = await this.contacts.get(ctx, contactId);
    const points = contact.emails.map(({ value, normalized, isPrimary }) => ({ value, isPrimary, key: normalized ?? emailKey(value) }));
    const suppressed = await this.consent.listSuppressed(
      ctx,
      'email',
      points.map(({ key }) => key),
    );
    const addresses = points.map(({ value, isPrimary, key }) => {
      const reason = suppressed.get(key)?.reason;
      const refusal = (reason && REFUSED[reason]) ?? null;
      return { address: value, isPrimary, refusal, note: reason === 'unsubscribed' ? UNSUBSCRIBED : null };
    });
    return { name: fullName(contact), isTrashed: contact.deletedAt !== null, addresses };
  }

  /** The one that is asked for, else the primary one. Refuses an address that nothing may be sent to. */
  async require(ctx: WorkspaceContext, contactId: string, to: string | undefined): Promise<Recipient> {
    const { name, isTrashed, addresses } = await this.list(ctx, contactId);
    if (isTrashed) throw contactInTrash();
    if (addresses.length === 0) throw noAddress();
    const chosen = to === undefined ? addresses[0] : addresses.find(({ address }) => emailKey(address) === emailKey(to));
    if (!chosen) throw unknownAddress();
    if (chosen.refusal !== null) throw addressRefused(chosen.refusal);
    return { name, address: chosen.address, note: chosen.note };
  }

  /** Null when it may be written to now. */
  async refusalOf(ctx: WorkspaceContext, address: string): Promise<string | null> {
    const key = emailKey(address);
    const reason = (await this.consent.listSuppressed(ctx, 'email', [key])).get(key)?.reason;
    return (reason && REFUSED[reason]) ?? null;
  }
}
