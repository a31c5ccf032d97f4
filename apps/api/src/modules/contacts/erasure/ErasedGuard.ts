import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { ConsentService } from '../../consent/ConsentService.js';
import { ErasedAddressService } from '../../consent/ErasedAddressService.js';
import { contactErased } from '../contactErrors.js';
import type { ContactKeys } from '../normalizeContact.js';

type Keys = Pick<ContactKeys, 'emailKey' | 'phoneE164'>;

/** Nobody who was erased comes back as someone who may be written to. */
@Injectable()
export class ErasedGuard {
  constructor(
    private readonly erased: ErasedAddressService,
    private readonly consent: ConsentService,
  ) {}

  /** @throws AppError when one of them belonged to someone who was erased */
  async refuse(ctx: WorkspaceContext, { emailKey, phoneE164 }: Keys): Promise<void> {
    if ((await this.erased.among(ctx, 'email', [emailKey])).size > 0) throw contactErased('primaryEmail');
    if ((await this.erased.among(ctx, 'phone', [phoneE164])).size > 0) throw contactErased('primaryPhone');
  }

  /** Those of these contacts that have an address or number of someone who was erased. */
  async idsOf(ctx: WorkspaceContext, contacts: readonly (Keys & { readonly id: string })[]): Promise<Set<string>> {
    const emails = await this.erased.among(
      ctx,
      'email',
      contacts.map(({ emailKey }) => emailKey),
    );
    const phones = await this.erased.among(
      ctx,
      'phone',
      contacts.map(({ phoneE164 }) => phoneE164),
    );
    const isErased = ({ emailKey, phoneE164 }: Keys): boolean => emails.has(emailKey ?? '') || phones.has(phoneE164 ?? '');
    return new Set(contacts.filter(isErased).map(({ id }) => id));
  }

  /** The same for many, who cannot be asked: they are there, and are not mailed. */
  async block(ctx: WorkspaceContext, contacts: readonly { readonly id: string; readonly emailKey: string | null }[]): Promise<void> {
    const keys = await this.erased.among(
      ctx,
      'email',
      contacts.map(({ emailKey }) => emailKey),
    );
    if (keys.size === 0) return;
    const records = contacts.flatMap(({ id, emailKey }) =>
      emailKey !== null && keys.has(emailKey)
        ? [{ addressKey: emailKey, reason: 'manual' as const, source: 'erasure', contactId: id, proof: {} }]
        : [],
    );
    await this.consent.suppressMany(ctx, 'email', records);
  }
}
