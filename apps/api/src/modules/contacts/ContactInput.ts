import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { readPhone } from '../../platform/phone/readPhone.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { badPhone, emptyContact } from './contactErrors.js';
import { cleanText, type ContactFields, type ContactKeys, contactKeys } from './normalizeContact.js';

/** Undefined leaves a field as it is; null clears it. */
export type FieldsInput = Partial<Record<keyof ContactFields, string | null>>;

/** What someone typed as a contact: cleaned, with its number read as in the country of the workspace. */
@Injectable()
export class ContactInput {
  constructor(private readonly workspaces: WorkspaceService) {}

  /** @throws AppError when nothing is left of it, or the number is none. */
  async read(
    ctx: WorkspaceContext,
    input: FieldsInput,
    before: (ContactFields & { phoneE164: string | null }) | null,
  ): Promise<{ fields: ContactFields; keys: ContactKeys }> {
    const pick = (name: keyof ContactFields): string | null =>
      input[name] === undefined ? (before?.[name] ?? null) : cleanText(input[name]);
    const fields: ContactFields = {
      firstName: pick('firstName'),
      lastName: pick('lastName'),
      primaryEmail: pick('primaryEmail'),
      primaryPhone: pick('primaryPhone'),
      company: pick('company'),
    };
    if (Object.values(fields).every((value) => value === null)) throw emptyContact();
    if (fields.primaryPhone === null) return { fields, keys: contactKeys(fields, null) };
    if (before && fields.primaryPhone === before.primaryPhone) return { fields, keys: contactKeys(fields, before.phoneE164) };
    const { defaultCountry } = await this.workspaces.require(ctx);
    const reading = readPhone(fields.primaryPhone, defaultCountry as CountryCode | null);
    if ('problem' in reading) throw badPhone(reading.problem);
    const read = { ...fields, primaryPhone: reading.phone.typed };
    return { fields: read, keys: contactKeys(read, reading.phone.e164) };
  }
}
