import { MOST_MERGED } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IdListField,
  IntField,
  NestedListField,
  RecordField,
  TextField,
} from '../../platform/http/fields.js';
import { PageQuery } from '../../platform/http/Page.js';

export const MOST_SECONDARIES = MOST_MERGED - 1;
const FIELD_KINDS = ['fixed', 'stage', 'custom'] as const;
const STATES = ['merged', 'undone'] as const;
const CHANNELS = ['email', 'text'] as const;

export class MergePreviewRequestDto {
  @IdField({ description: 'The contact that stays' })
  primaryId!: string;

  @IdListField({ max: MOST_SECONDARIES, description: 'The contacts that become part of it' })
  secondaryIds!: string[];

  @RecordField({
    optional: true,
    description:
      'By field (firstName, lastName, primaryEmail, primaryPhone, company, stage, custom.<fieldName>): primary, secondary, the id of one of the contacts, or custom. Left out: the primary’s value, else the first there is',
    example: { company: 'secondary', lastName: 'custom', 'custom.plan': 'primary' },
  })
  choices?: Record<string, unknown>;

  @RecordField({ optional: true, description: 'By field: the value where the choice is custom', example: { lastName: 'Lee-Smith' } })
  customValues?: Record<string, unknown>;
}

export class MergeContactsDto extends MergePreviewRequestDto {
  @RecordField({ optional: true, description: 'By contact: the version that was seen. Another one is refused with 412' })
  versions?: Record<string, unknown>;
}

export class MergedContactDto {
  @IdField()
  id!: string;

  @TextField({ max: 1000 })
  displayName!: string;
}

export class MergeMoveDto {
  @TextField({ description: 'What is moved, in the table’s words: timelineEntries, lists, campaigns' })
  kind!: string;

  @IntField()
  count!: number;

  @TextField({ description: '“41 timeline entries”' })
  text!: string;
}

export class MergeCandidateDto extends MergedContactDto {
  @IntField({ description: 'Send it with the merge' })
  version!: number;

  @BoolField({ description: 'It stays; the others become part of it' })
  isPrimary!: boolean;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField()
  updatedAt!: string;
}

export class MergeFieldValueDto {
  @IdField()
  contactId!: string;

  @TextField({ nullable: true, max: 10_000, description: 'As it is stored' })
  value!: string | null;

  @TextField({ nullable: true, max: 10_000, description: 'As people read it' })
  text!: string | null;
}

export class MergeFieldDto {
  @TextField({ description: 'As in choices' })
  name!: string;

  @TextField()
  label!: string;

  @EnumField(FIELD_KINDS, { name: 'MergeFieldKind' })
  kind!: (typeof FIELD_KINDS)[number];

  @TextField({ nullable: true, description: 'Of a custom field' })
  fieldType!: string | null;

  @NestedListField(() => MergeFieldValueDto, { description: 'Of each contact, the primary first' })
  values!: MergeFieldValueDto[];

  @TextField({ nullable: true, max: 10_000, description: 'What it will be' })
  value!: string | null;

  @TextField({ nullable: true, max: 10_000, description: 'The same as people read it' })
  text!: string | null;

  @TextField({ nullable: true, description: 'The id of the contact it comes from, or custom' })
  from!: string | null;

  @BoolField({ description: 'The contacts do not agree' })
  isConflict!: boolean;
}

export class MergeConsentDto {
  @EnumField(CHANNELS, { name: 'MergeChannel' })
  channel!: (typeof CHANNELS)[number];

  @BoolField({ description: 'Nothing is sent on this channel afterwards' })
  isStopped!: boolean;

  @TextField({ max: 1000, description: 'In words' })
  text!: string;
}

/** What a merge would result in. */
export class MergePreviewDto {
  @NestedListField(() => MergeCandidateDto, { description: 'The primary first' })
  contacts!: MergeCandidateDto[];

  @NestedListField(() => MergeFieldDto)
  fields!: MergeFieldDto[];

  @NestedListField(() => MergeMoveDto, { description: 'What of the others is moved' })
  moves!: MergeMoveDto[];

  @TextField({ max: 2000, description: '“41 timeline entries, 3 lists, 2 campaigns”; empty when there is nothing to move' })
  movesText!: string;

  @NestedListField(() => MergedPointDto, { description: 'Addresses and numbers that are kept as further ones' })
  furtherPoints!: MergedPointDto[];

  @NestedListField(() => MergeConsentDto)
  consent!: MergeConsentDto[];
}

export class MergedPointDto {
  @EnumField(['email', 'phone'], { name: 'MergedPointKind' })
  kind!: 'email' | 'phone';

  @TextField()
  value!: string;
}

export class MergeDto {
  @IdField()
  id!: string;

  @EnumField(STATES, { name: 'MergeState' })
  state!: (typeof STATES)[number];

  @IdField({ description: 'The contact that stayed' })
  primaryId!: string;

  @TextField({ max: 1000, description: 'As it was called before the merge' })
  primaryName!: string;

  @NestedListField(() => MergedContactDto, { description: 'The contacts that became part of it' })
  secondaries!: MergedContactDto[];

  @TextField({ max: 2000, description: 'What was moved: “41 timeline entries, 3 lists”' })
  movesText!: string;

  @DateTimeField()
  mergedAt!: string;

  @TextField({ nullable: true })
  mergedByName!: string | null;

  @DateTimeField({ nullable: true })
  undoneAt!: string | null;

  @DateTimeField({ description: 'It can be undone until then' })
  undoableUntil!: string;

  @BoolField()
  canUndo!: boolean;
}

export class ListMergesQuery extends PageQuery {
  @IdField({ optional: true, description: 'Only those of this contact' })
  contactId?: string;
}
