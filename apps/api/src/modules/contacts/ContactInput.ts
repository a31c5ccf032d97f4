import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { readPhone } from '../../platform/phone/readPhone.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { badPhone, emptyContact } from './contactErrors.js';
import { cleanText, type ContactFields, type ContactKeys, contactKeys, type PointValue } from './normalizeContact.js';

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
    const phone = await this.readPhone(ctx, fields.primaryPhone);
    const read = { ...fields, primaryPhone: phone.typed };
    return { fields: read, keys: contactKeys(read, phone.e164) };
  }

  /** The number as a further one of someone; null when there is none, or its country is unknown. @throws AppError when it is none. */
  async phoneOf(ctx: WorkspaceContext, typed: string | null | undefined): Promise<PointValue | null> {
    const clean = cleanText(typed);
    if (clean === null) return null;
    const phone = await this.readPhone(ctx, clean);
    return phone.e164 === null ? null : { kind: 'phone', value: phone.typed, key: phone.e164 };
  }

  private async readPhone(ctx: WorkspaceContext, typed: string): Promise<{ typed: string; e164: string | null }> {
    const { defaultCountry } = await this.workspaces.require(ctx);
    const reading = readPhone(typed, defaultCountry as CountryCode | null);
    if ('problem' in reading) throw badPhone(reading.problem);
    return reading.phone;
  }
}
