import { Injectable } from '@nestjs/common';
import { type MergeTag, mergeTagsFor, mergeValuesOf, NO_SETTINGS, optionsOfField } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { ContactService } from '../contacts/ContactService.js';
import { CustomFieldService } from '../customFields/CustomFieldService.js';
import type { RenderContact } from './rendering/RenderContext.js';

/** Contacts as the renderer knows them, and what messages may ask of them. */
@Injectable()
export class RenderContacts {
  constructor(
    private readonly contacts: ContactService,
    private readonly customFields: CustomFieldService,
  ) {}

  async get(ctx: WorkspaceContext, id: string): Promise<{ id: string; displayName: string; values: RenderContact }> {
    const contact = await this.contacts.get(ctx, id);
    const fields = await this.customFields.list(ctx);
    const settings = new Map(fields.map((field) => [field.fieldName, { options: optionsOfField(field), currency: field.currency }]));
    const { firstName, lastName, primaryEmail: email, primaryPhone: phone, company } = contact;
    const customFields = mergeValuesOf(
      contact.customFields.map((field) => ({ ...field, settings: settings.get(field.fieldName) ?? NO_SETTINGS })),
    );
    return { id: contact.id, displayName: contact.displayName, values: { firstName, lastName, email, phone, company, customFields } };
  }

  async tags(ctx: WorkspaceContext): Promise<MergeTag[]> {
    return mergeTagsFor(await this.customFields.list(ctx));
  }
}
