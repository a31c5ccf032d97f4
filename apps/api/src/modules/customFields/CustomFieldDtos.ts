import { CUSTOM_FIELD_TYPES, type CustomFieldType, type FieldOption, OPTION_COLOURS, type OptionColour } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedListField,
  TextField,
  TextListField,
} from '../../platform/http/fields.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';

const CURRENCY = { max: 3, description: 'ISO 4217 code: the currency of a field of type money', example: 'EUR' };

export class FieldOptionDto implements FieldOption {
  @TextField({ max: 210, description: 'What values hold. It never changes, also when the option is renamed' })
  key!: string;

  @TextField({ max: 200, description: 'What people read' })
  label!: string;

  @EnumField(OPTION_COLOURS, { nullable: true, name: 'OptionColour' })
  colour!: OptionColour | null;

  @BoolField({ description: 'No longer offered; values that hold it keep it' })
  isArchived!: boolean;
}

export class FieldChoiceDto {
  @TextField({ optional: true, max: 210, description: 'Of an option that is there; left out, it is a new one' })
  key?: string;

  @TextField({ min: 1, max: 200 })
  label!: string;

  @EnumField(OPTION_COLOURS, { optional: true, nullable: true, name: 'OptionColour' })
  colour?: OptionColour | null;

  @BoolField({ optional: true })
  isArchived?: boolean;
}

export class CustomFieldDto implements Omit<CustomFieldDefinition, 'options'> {
  @IdField()
  id!: string;

  @TextField({ max: 60, description: 'The name in merge tags, imports and the API' })
  fieldName!: string;

  @TextField({ max: 100 })
  label!: string;

  @EnumField(CUSTOM_FIELD_TYPES, { name: 'CustomFieldType' })
  fieldType!: CustomFieldType;

  @TextField({ nullable: true, max: 500, description: 'What it is for' })
  description!: string | null;

  @TextField({ nullable: true, max: 100, description: 'The heading it is listed under' })
  section!: string | null;

  @TextListField({ description: 'The labels of the choices that are offered' })
  options!: string[];

  @NestedListField(() => FieldOptionDto, {
    description:
      'The choices with their keys and colours, also those that are no longer offered. Empty while each of them is stored as its label and has no colour',
  })
  choices!: FieldOptionDto[];

  @TextField({ ...CURRENCY, nullable: true })
  currency!: string | null;

  @BoolField({ description: 'A contact that is added manually must have a value' })
  isRequired!: boolean;

  @TextField({ nullable: true, max: 10_000, description: 'Given to new contacts' })
  defaultValue!: string | null;

  @DateTimeField({ nullable: true, description: 'Since when forms no longer show it. Contacts keep its values' })
  archivedAt!: string | null;

  @IntField({ description: 'Send it with a change, so that no one overwrites what they haven’t seen' })
  version!: number;
}

export class CreateCustomFieldDto {
  @TextField({ min: 1, max: 100, example: 'Plan' })
  label!: string;

  @TextField({ optional: true, max: 60, description: 'Derived from the label when left out', example: 'plan' })
  fieldName?: string;

  @EnumField(CUSTOM_FIELD_TYPES, { name: 'CustomFieldType' })
  fieldType!: CustomFieldType;

  @TextField({ optional: true, nullable: true, max: 500 })
  description?: string | null;

  @TextField({ optional: true, nullable: true, max: 100 })
  section?: string | null;

  @TextListField({ optional: true, maxItems: 200, max: 200, description: 'Labels of the choices. Leave it out when you send `choices`' })
  options?: string[];

  @NestedListField(() => FieldChoiceDto, { optional: true, max: 200 })
  choices?: FieldChoiceDto[];

  @TextField({ ...CURRENCY, optional: true, nullable: true })
  currency?: string | null;

  @BoolField({ optional: true })
  isRequired?: boolean;

  @TextField({ optional: true, nullable: true, max: 10_000 })
  defaultValue?: string | null;
}

export class UpdateCustomFieldDto {
  @IntField({ optional: true, min: 1, description: 'The version that was edited: a newer one is not overwritten' })
  version?: number;

  @TextField({ optional: true, min: 1, max: 100 })
  label?: string;

  @TextField({ optional: true, nullable: true, max: 500 })
  description?: string | null;

  @TextField({ optional: true, nullable: true, max: 100 })
  section?: string | null;

  @TextListField({
    optional: true,
    maxItems: 200,
    max: 200,
    description: 'Contacts keep their values, even when the option is removed',
  })
  options?: string[];

  @NestedListField(() => FieldChoiceDto, {
    optional: true,
    max: 500,
    description: 'All choices in their order. One that is missing is no longer offered; contacts keep their values',
  })
  choices?: FieldChoiceDto[];

  @BoolField({ optional: true })
  isRequired?: boolean;

  @TextField({ optional: true, nullable: true, max: 10_000 })
  defaultValue?: string | null;
}

export class ListCustomFieldsQuery {
  @BoolField({ optional: true, description: 'With the archived ones' })
  archived?: boolean;
}

export class FieldPlaceDto {
  @IdField()
  id!: string;

  @TextField({ nullable: true, max: 100, description: 'The heading it is listed under' })
  section!: string | null;
}

export class OrderCustomFieldsDto {
  @NestedListField(() => FieldPlaceDto, { max: 500, description: 'Every field that is not archived, in the order that is wanted' })
  fields!: FieldPlaceDto[];
}

export class FieldUsageDto {
  @IdField()
  id!: string;

  @IntField({ description: 'How many contacts have a value, at most 10,001: more are not counted' })
  contacts!: number;
}
