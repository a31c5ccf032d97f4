import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { emailTaken, phoneTaken, twinChanged } from './contactErrors.js';
import { ContactRepository } from './ContactRepository.js';
import { ErasedGuard } from './erasure/ErasedGuard.js';
import type { ContactKeys } from './normalizeContact.js';

/** An address or a primary number belongs to one live contact: says to which, when another is to have it. */
@Injectable()
export class ContactTwins {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly erased: ErasedGuard,
  ) {}

  /** Throws when one of these belonged to someone who was erased. */
  refuseErased(ctx: WorkspaceContext, keys: Pick<ContactKeys, 'emailKey' | 'phoneE164'>): Promise<void> {
    return this.erased.refuse(ctx, keys);
  }

  /** Throws when a live contact other than `ownId` has one of these. */
  async refuse(ctx: WorkspaceContext, keys: Pick<ContactKeys, 'emailKey' | 'phoneE164'>, ownId: string | null): Promise<void> {
    const byEmail = keys.emailKey && (await this.contacts.findIdByEmailKey(ctx, keys.emailKey));
    if (byEmail && byEmail.id !== ownId) throw emailTaken(byEmail.id);
    const byPhone = keys.phoneE164 && (await this.contacts.findIdByPhone(ctx, keys.phoneE164));
    if (byPhone && byPhone.id !== ownId) throw phoneTaken(byPhone.id);
  }

  /** The database has just refused a second contact with this address or number. */
  async refuseNew(ctx: WorkspaceContext, keys: ContactKeys): Promise<never> {
    await this.refuse(ctx, keys, null);
    throw twinChanged();
  }
}
