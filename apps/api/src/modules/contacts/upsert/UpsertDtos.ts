import { EnumField, IdField, NestedField } from '../../../platform/http/fields.js';
import { ContactDto, CreateContactDto } from '../ContactDtos.js';

export const UPSERT_OUTCOMES = ['created', 'updated', 'unchanged'] as const;

export class UpsertContactDto extends CreateContactDto {
  @IdField({
    optional: true,
    description: 'Of the contact, where it is known. Else the email address identifies it, then the phone number',
  })
  id?: string;
}

export class UpsertedContactDto {
  @EnumField(UPSERT_OUTCOMES, { name: 'UpsertOutcome', description: 'unchanged: it was like that already, and nothing was written' })
  outcome!: (typeof UPSERT_OUTCOMES)[number];

  @NestedField(() => ContactDto)
  contact!: ContactDto;
}
