import { CUSTOM_FIELD_TYPES, type CustomFieldType } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EmailField,
  EnumField,
  IdField,
  IdListField,
  IntField,
  MomentField,
  NestedField,
  NestedListField,
  RecordField,
  TextField,
} from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';
import { CONTACT_STATUSES, type ContactFilter, type ContactStatus } from './contactFilters.js';
import { CONTACT_SORTS } from './contactSorts.js';

export class ContactListDto {
  @IdField()
  id!: string;

  @TextField()
  name!: string;

  @BoolField({ description: 'A stage: a contact is on at most one of these' })
  isPrimary!: boolean;

  @DateTimeField({ description: 'Since when the contact has been on it' })
  since!: string;
}

class ContactBaseDto {
  @IdField()
  id!: string;

  @TextField({ nullable: true })
  firstName!: string | null;

  @TextField({ nullable: true })
  lastName!: string | null;

  @TextField({ description: 'The name, or whatever else is known' })
  displayName!: string;

  @TextField({ nullable: true })
  primaryEmail!: string | null;

  @TextField({ nullable: true })
  primaryPhone!: string | null;

  @TextField({ nullable: true })
  company!: string | null;

  @EnumField(CONTACT_STATUSES, { name: 'ContactStatus', description: 'Whether this address may be emailed' })
  emailStatus!: ContactStatus;

  @NestedListField(() => ContactListDto, { description: 'The stage first. In a list of contacts the first five; getContact has all' })
  lists!: ContactListDto[];

  @IntField({ description: 'How many lists the contact is on' })
  listCount!: number;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField()
  updatedAt!: string;

  @DateTimeField({ nullable: true, description: 'Set while the contact is in the trash' })
  deletedAt!: string | null;

  @DateTimeField({ nullable: true, description: 'When it is deleted for good, unless it is restored before; null outside the trash' })
  purgeAt!: string | null;

  @IntField({ description: 'Send it with a change, so that no one overwrites what they haven’t seen' })
  version!: number;
}

export const FOUND_KINDS = ['field', 'note'] as const;

/** Where a search found a contact. */
export class FoundInDto {
  @EnumField(FOUND_KINDS, { name: 'FoundKind', description: 'In a custom field, or in an entry that someone wrote on the timeline' })
  kind!: (typeof FOUND_KINDS)[number];

  @TextField({ description: 'The label of the field, or the type of the entry (note, call, email, text)' })
  label!: string;

  @TextField({ description: 'The value, or the part of the entry around what was found' })
  text!: string;

  @DateTimeField({ nullable: true, description: 'When the entry happened' })
  at!: string | null;

  @IdField({ nullable: true, description: 'The entry' })
  entryId!: string | null;
}

/** A contact in a list. */
export class ContactSummaryDto extends ContactBaseDto {
  @RecordField({
    description: 'Stored values of the custom fields that were asked for by `fields`, by name; null without one',
    example: { plan: 'Team', seats: '8' },
  })
  fields!: Record<string, string | null>;

  @NestedField(() => FoundInDto, {
    optional: true,
    description: 'Of a search: where it found the contact, when name, address, number and company do not say it',
  })
  foundIn?: FoundInDto;
}

export class SimilarContactsQuery {
  @TextField({ min: 1, max: 200, description: 'What was searched for' })
  search!: string;
}

export class CustomFieldValueDto {
  @TextField()
  fieldName!: string;

  @TextField()
  label!: string;

  @EnumField(CUSTOM_FIELD_TYPES, { name: 'CustomFieldType' })
  fieldType!: CustomFieldType;

  @TextField({ nullable: true, max: 10_000, description: 'As text: a number as 1.5, a date as 2026-01-31, true or false' })
  value!: string | null;
}

export class ContactSharerDto {
  @IdField()
  id!: string;

  @TextField()
  displayName!: string;
}

export class ContactPointDto {
  @TextField({ description: 'As it was typed' })
  value!: string;

  @TextField({
    nullable: true,
    description: 'The number in E.164, the address in its compared form; null when the country is unknown',
  })
  normalized!: string | null;

  @BoolField({ description: 'The one that messages are sent to' })
  isPrimary!: boolean;

  @TextField({ nullable: true })
  label!: string | null;

  @EnumField(['active'], { name: 'ContactPointState' })
  state!: string;

  @NestedListField(() => ContactSharerDto, { description: 'Other contacts with the same number, at most five' })
  sharedWith!: ContactSharerDto[];
}

export class ContactDto extends ContactBaseDto {
  @NestedListField(() => ContactPointDto, { description: 'Every email address, the primary one first' })
  emails!: ContactPointDto[];

  @NestedListField(() => ContactPointDto, {
    description: 'Every phone number, the primary one first; a number that another person has too is a further one',
  })
  phones!: ContactPointDto[];

  @NestedListField(() => CustomFieldValueDto)
  customFields!: CustomFieldValueDto[];
}

class ContactFieldsDto {
  @TextField({ optional: true, nullable: true, max: 200, example: 'Ann' })
  firstName?: string | null;

  @TextField({ optional: true, nullable: true, max: 200, example: 'Lee' })
  lastName?: string | null;

  @EmailField({ optional: true, nullable: true, example: 'ann@example.com' })
  primaryEmail?: string | null;

  @TextField({ optional: true, nullable: true, max: 40, example: '+49 30 901820' })
  primaryPhone?: string | null;

  @TextField({ optional: true, nullable: true, max: 200 })
  company?: string | null;

  @RecordField({ optional: true, description: 'Values by field name; null clears one', example: { plan: 'Team', seats: 8 } })
  customFields?: Record<string, unknown>;

  @IdListField({ optional: true, max: 100, description: 'Lists to put the contact on' })
  listIds?: string[];
}

export class CreateContactDto extends ContactFieldsDto {}

export class UpdateContactDto extends ContactFieldsDto {
  @IntField({ min: 1, description: 'The version that was edited' })
  version!: number;
}

export class ContactFilterDto implements ContactFilter {
  @TextField({
    optional: true,
    max: 200,
    description: 'Part of a name, address, phone number, company or custom field, or words of one note, call or message that someone wrote',
  })
  search?: string;

  @IdField({ optional: true })
  listId?: string;

  @TextField({ optional: true, max: 200 })
  company?: string;

  @EnumField(CONTACT_STATUSES, { optional: true, name: 'ContactStatus' })
  status?: ContactStatus;

  @BoolField({ optional: true, description: 'The trash instead of the live contacts' })
  trashed?: boolean;

  @MomentField({ optional: true, description: 'Added at this moment or later' })
  createdAfter?: string;

  @MomentField({ optional: true, description: 'Added before this moment' })
  createdBefore?: string;

  @IdField({ optional: true, description: 'Who is in this segment' })
  segmentId?: string;

  @TextField({ optional: true, max: 20_000, description: 'Who meets these rules: the tree of a segment, as JSON' })
  rules?: string;
}

export class ListContactsQuery extends PageQuery implements ContactFilter {
  @TextField({
    optional: true,
    max: 200,
    description: 'Part of a name, address, phone number, company or custom field, or words of one note, call or message that someone wrote',
  })
  search?: string;

  @IdField({ optional: true })
  listId?: string;

  @TextField({ optional: true, max: 200 })
  company?: string;

  @EnumField(CONTACT_STATUSES, { optional: true, name: 'ContactStatus' })
  status?: ContactStatus;

  @BoolField({ optional: true, description: 'The trash instead of the live contacts' })
  trashed?: boolean;

  @MomentField({ optional: true, description: 'Added at this moment or later' })
  createdAfter?: string;

  @MomentField({ optional: true, description: 'Added before this moment' })
  createdBefore?: string;

  @IdField({ optional: true, description: 'Who is in this segment' })
  segmentId?: string;

  @TextField({ optional: true, max: 20_000, description: 'Who meets these rules: the tree of a segment, as JSON' })
  rules?: string;

  @TextField({
    optional: true,
    max: 70,
    description: `One of ${CONTACT_SORTS.join(', ')}, or a custom field as field:plan or -field:plan, one that only you see as mine:gift. Contacts without the value come last`,
    example: '-createdAt',
  })
  sort: string = '-createdAt';

  @TextField({
    optional: true,
    max: 3_200,
    description: 'Names of custom fields to answer with each contact, at most 50, with commas between; one that only you see as mine:gift',
    example: 'plan,seats',
  })
  fields?: string;
}

export class CountDto {
  @IntField()
  count!: number;
}

export class TrashedDto {
  @IdField()
  id!: string;

  @DateTimeField()
  deletedAt!: string;
}

export class SendabilityReasonDto {
  @TextField()
  code!: string;

  @BoolField()
  ok!: boolean;

  @TextField()
  message!: string;

  @DateTimeField({ optional: true })
  since?: string;
}

export class SendabilityDto {
  @BoolField()
  canMail!: boolean;

  @NestedListField(() => SendabilityReasonDto)
  reasons!: SendabilityReasonDto[];
}
