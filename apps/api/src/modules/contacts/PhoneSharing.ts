import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { phoneTaken } from './contactErrors.js';
import { ContactPointRepository } from './ContactPointRepository.js';
import { ContactRepository, type PhoneHolder } from './ContactRepository.js';
import { type ContactFields, type ContactKeys, contactKeys, type PointValue } from './normalizeContact.js';
import { compareNames } from './samePerson.js';

export interface SharedContact {
  readonly fields: ContactFields;
  readonly keys: ContactKeys;
  /** A number that another person has as the primary one: it becomes a further one here. */
  readonly further: readonly PointValue[];
}

/** What happens when a person is given a number that someone has already (docs/adr/0040). */
@Injectable()
export class PhoneSharing {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly points: ContactPointRepository,
  ) {}

  /** Those of these numbers that a live contact has, as the primary or a further one. */
  listShared(ctx: WorkspaceContext, phones: readonly string[]): Promise<Set<string>> {
    return this.points.listHeldPhones(ctx, phones);
  }

  /**
   * Throws when one of those who have the number is the same person as far as names and addresses tell.
   *
   * @param own further addresses and numbers that the contact has already
   */
  async share(
    ctx: WorkspaceContext,
    { fields, keys }: Pick<SharedContact, 'fields' | 'keys'>,
    ownId: string | null,
    own: readonly PointValue[] = [],
  ): Promise<SharedContact> {
    const { phoneE164 } = keys;
    if (phoneE164 === null || fields.primaryPhone === null) return { fields, keys, further: [] };
    const further = await this.points.findHolders(ctx, 'phone', [phoneE164]);
    const holders = (await this.contacts.findPhoneHolders(ctx, phoneE164, further)).filter(({ id }) => id !== ownId);
    const twin = holders.find((holder) => isSamePerson(holder, fields, keys));
    if (twin) throw phoneTaken(twin.id);
    if (!holders.some((holder) => holder.phoneE164 === phoneE164)) return { fields, keys, further: [] };
    const added: PointValue = { kind: 'phone', value: fields.primaryPhone, key: phoneE164 };
    const rest = { ...fields, primaryPhone: null };
    return { fields: rest, keys: contactKeys(rest, null, [...own, added]), further: [added] };
  }
}

function isSamePerson(holder: PhoneHolder, fields: ContactFields, { emailKey }: ContactKeys): boolean {
  const hasOtherEmail = emailKey !== null && holder.emailKey !== null && emailKey !== holder.emailKey;
  return !hasOtherEmail && compareNames(holder, fields) !== 'different';
}
