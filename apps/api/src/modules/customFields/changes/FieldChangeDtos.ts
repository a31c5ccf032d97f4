import { CUSTOM_FIELD_TYPES, type CustomFieldType, type DateOrder } from '@rapport/common';
import { DateTimeField, EnumField, IdField, IntField, NestedListField, TextField, TextListField } from '../../../platform/http/fields.js';
import { FieldChoiceDto } from '../CustomFieldDtos.js';
import { FIELD_CHANGE_STATUSES, type FieldChangeStatus } from './FieldChange.js';

export class MovedOptionDto {
  @TextField({ max: 210, description: 'The key of the option that is given up' })
  from!: string;

  @TextField({ max: 210, description: 'The key of the option that its values get' })
  to!: string;
}

export class StartFieldTypeChangeDto {
  @EnumField(CUSTOM_FIELD_TYPES, { name: 'CustomFieldType' })
  fieldType!: CustomFieldType;

  @TextListField({ optional: true, maxItems: 200, max: 200, description: 'Labels of the choices, when the new type has some' })
  options?: string[];

  @NestedListField(() => FieldChoiceDto, { optional: true, max: 200 })
  choices?: FieldChoiceDto[];

  @TextField({ optional: true, nullable: true, max: 3, description: 'ISO 4217 code, when the new type is money' })
  currency?: string | null;

  @NestedListField(() => MovedOptionDto, {
    optional: true,
    max: 200,
    description: 'Options whose values get another one. The type stays; the options that are given up are no longer offered',
  })
  moves?: MovedOptionDto[];

  @EnumField(['dmy', 'mdy'], {
    optional: true,
    nullable: true,
    name: 'DateOrder',
    description: 'How 03/04/2026 is meant in the values that are there',
  })
  dateOrder?: DateOrder | null;

  @EnumField(['.', ','], {
    optional: true,
    nullable: true,
    name: 'DecimalMark',
    description: 'What 1,234 and 1.234 mean in the values that are there',
  })
  decimalMark?: '.' | ',' | null;
}

export class FieldTypeChangeDto {
  @IdField()
  id!: string;

  @EnumField(CUSTOM_FIELD_TYPES, { name: 'CustomFieldType' })
  fromType!: CustomFieldType;

  @EnumField(CUSTOM_FIELD_TYPES, { name: 'CustomFieldType' })
  toType!: CustomFieldType;

  @EnumField(FIELD_CHANGE_STATUSES, {
    name: 'FieldTypeChangeStatus',
    description:
      'checking and checked: nothing is changed yet. running, done: values are of the new type. undoing, undone: they are what they were',
  })
  status!: FieldChangeStatus;

  @IntField({ description: 'Values that there were when it began' })
  total!: number;

  @IntField({ description: 'Values that the phase has gone through' })
  processed!: number;

  @IntField({ description: 'Values that cannot be read as the new type. They are taken out of their contacts, and kept for the way back' })
  failing!: number;

  @TextField({ nullable: true, description: 'Why it failed' })
  error!: string | null;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ nullable: true })
  finishedAt!: string | null;
}

export class FailingValueDto {
  @IdField()
  contactId!: string;

  @TextField()
  displayName!: string;

  @TextField({ max: 200, description: 'The value as it was; of a long one, the beginning' })
  value!: string;

  @TextField({ max: 1_000, description: 'Why it cannot be read' })
  reason!: string;
}
