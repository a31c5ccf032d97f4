import { CUSTOM_FIELD_TYPES, type CustomFieldType } from '@rapport/common';
import { EnumField, IdField, NestedListField, RecordField, TextField, TextListField } from '../../../platform/http/fields.js';
import { FieldChoiceDto, FieldOptionDto } from '../CustomFieldDtos.js';

const CURRENCY = { max: 3, description: 'ISO 4217 code: the currency of a field of type money', example: 'EUR' };

/** A field that only its owner sees, on contacts of all their workspaces. */
export class PersonalFieldDto {
  @IdField()
  id!: string;

  @TextField({ max: 60, description: 'The name of its values in the API' })
  fieldName!: string;

  @TextField({ max: 100 })
  label!: string;

  @EnumField(CUSTOM_FIELD_TYPES, { name: 'CustomFieldType' })
  fieldType!: CustomFieldType;

  @TextField({ nullable: true, max: 500, description: 'What it is for' })
  description!: string | null;

  @NestedListField(() => FieldOptionDto, { description: 'The choices, also those that are no longer offered' })
  choices!: FieldOptionDto[];

  @TextField({ ...CURRENCY, nullable: true })
  currency!: string | null;
}

export class PersonalFieldValueDto extends PersonalFieldDto {
  @TextField({ nullable: true, max: 10_000, description: 'Stored text: a number as 1.5, a day as 2026-01-31, yes or no as true or false' })
  value!: string | null;
}

export class CreatePersonalFieldDto {
  @TextField({ min: 1, max: 100, example: 'How we met' })
  label!: string;

  @TextField({ optional: true, max: 60, description: 'Derived from the label when left out', example: 'how_we_met' })
  fieldName?: string;

  @EnumField(CUSTOM_FIELD_TYPES, { name: 'CustomFieldType' })
  fieldType!: CustomFieldType;

  @TextField({ optional: true, nullable: true, max: 500 })
  description?: string | null;

  @TextListField({ optional: true, maxItems: 200, max: 200, description: 'Labels of the choices. Leave it out when you send `choices`' })
  options?: string[];

  @NestedListField(() => FieldChoiceDto, { optional: true, max: 200 })
  choices?: FieldChoiceDto[];

  @TextField({ ...CURRENCY, optional: true, nullable: true })
  currency?: string | null;
}

export class UpdatePersonalFieldDto {
  @TextField({ optional: true, min: 1, max: 100 })
  label?: string;

  @TextField({ optional: true, nullable: true, max: 500 })
  description?: string | null;

  @NestedListField(() => FieldChoiceDto, {
    optional: true,
    max: 500,
    description: 'All choices in their order. One that is missing is no longer offered; contacts keep their values',
  })
  choices?: FieldChoiceDto[];
}

export class SavePersonalValuesDto {
  @RecordField({ description: 'Values by field name; null clears one', example: { how_we_met: 'Trade fair' } })
  values!: Record<string, unknown>;
}
