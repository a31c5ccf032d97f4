import { CUSTOM_FIELD_TYPES, type CustomFieldType } from '@rapport/common';
import { BoolField, EnumField, IdField, TextField, TextListField } from '../../platform/http/fields.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';

export class CustomFieldDto implements CustomFieldDefinition {
  @IdField()
  id!: string;

  @TextField({ max: 60, description: 'The name in merge tags, imports and the API' })
  fieldName!: string;

  @TextField({ max: 100 })
  label!: string;

  @EnumField(CUSTOM_FIELD_TYPES, { name: 'CustomFieldType' })
  fieldType!: CustomFieldType;

  @TextListField({ description: 'The choices of a select field' })
  options!: string[];

  @BoolField({ description: 'A contact that is added manually must have a value' })
  isRequired!: boolean;

  @TextField({ nullable: true, max: 10_000, description: 'Given to new contacts' })
  defaultValue!: string | null;
}

export class CreateCustomFieldDto {
  @TextField({ min: 1, max: 100, example: 'Plan' })
  label!: string;

  @TextField({ optional: true, max: 60, description: 'Derived from the label when left out', example: 'plan' })
  fieldName?: string;

  @EnumField(CUSTOM_FIELD_TYPES, { name: 'CustomFieldType' })
  fieldType!: CustomFieldType;

  @TextListField({ optional: true, maxItems: 200, max: 200 })
  options?: string[];

  @BoolField({ optional: true })
  isRequired?: boolean;

  @TextField({ optional: true, nullable: true, max: 10_000 })
  defaultValue?: string | null;
}

export class UpdateCustomFieldDto {
  @TextField({ optional: true, min: 1, max: 100 })
  label?: string;

  @TextListField({
    optional: true,
    maxItems: 200,
    max: 200,
    description: 'Contacts keep their values, even when the option is removed',
  })
  options?: string[];

  @BoolField({ optional: true })
  isRequired?: boolean;

  @TextField({ optional: true, nullable: true, max: 10_000 })
  defaultValue?: string | null;
}
