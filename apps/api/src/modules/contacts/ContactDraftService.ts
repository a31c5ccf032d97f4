import { Injectable } from '@nestjs/common';
import { readEmail } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { readPhone } from '../../platform/phone/readPhone.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { FieldsInput } from './ContactInput.js';
import { cleanText, type ContactFields, type ContactKeys, contactKeys } from './normalizeContact.js';

/** A contact while it is typed: what cannot be read yet is as if it were not there. */
@Injectable()
export class ContactDraftService {
  constructor(private readonly workspaces: WorkspaceService) {}

  async read(ctx: WorkspaceContext, input: FieldsInput): Promise<{ fields: ContactFields; keys: ContactKeys }> {
    const email = readEmail(input.primaryEmail ?? '');
    const fields: ContactFields = {
      firstName: cleanText(input.firstName),
      lastName: cleanText(input.lastName),
      primaryEmail: 'email' in email ? email.email.address : null,
      primaryPhone: cleanText(input.primaryPhone),
      company: cleanText(input.company),
    };
    if (fields.primaryPhone === null) return { fields, keys: contactKeys(fields, null) };
    const { defaultCountry } = await this.workspaces.require(ctx);
    const reading = readPhone(fields.primaryPhone, defaultCountry as CountryCode | null);
    return { fields, keys: contactKeys(fields, 'phone' in reading ? reading.phone.e164 : null) };
  }
}
