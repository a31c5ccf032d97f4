import { CUSTOM_FIELD_TYPES, type CustomFieldType, PLAIN_FIELD_TYPES, type PlainFieldType } from '@rapport/common';
import { BoolField, EnumField, IntField, NestedField, NestedListField, TextField, TextListField } from '../../platform/http/fields.js';
import { VALUE_CHOICES, type ValueChoice } from './Import.js';

const SUGGESTED_BY = ['preset', 'header', 'content', 'customField', 'person'] as const;
const DATE_ORDERS = ['dmy', 'mdy'] as const;
const DATE_ORDER_SOURCES = ['person', 'column', 'product', 'country'] as const;
const TARGET =
  'ignore, firstName, lastName, fullName, primaryEmail, primaryPhone, furtherEmail, furtherPhone, company, createdOn, lists, stage, contactId, custom:field_name, or label:index (what the further emails or phones of that column are called)';

export class NewFieldDto {
  @TextField({ min: 1, max: 80, example: 'Shoe size' })
  label!: string;

  @EnumField(CUSTOM_FIELD_TYPES)
  fieldType!: CustomFieldType;

  @TextField({ optional: true, nullable: true, min: 3, max: 3, example: 'EUR', description: 'Of amounts of money' })
  currency?: string | null;

  @TextListField({ optional: true, description: 'Of choices; left out, the different values of the column, at most 50' })
  options?: string[];
}

export class ImportColumnValueDto {
  @TextField({ max: 200, description: 'As it is in the file' })
  value!: string;

  @IntField({ description: 'How many cells hold it' })
  count!: number;

  @EnumField(VALUE_CHOICES, { nullable: true, name: 'ImportValueChoice', description: 'What was decided; null: nothing yet' })
  choice!: ValueChoice['choice'] | null;

  @TextField({ nullable: true, description: 'The list, stage or option that it means' })
  use!: string | null;

  @TextField({ nullable: true, description: 'One that differs in case or accents only' })
  suggests!: string | null;
}

export class ImportColumnValuesDto {
  @BoolField({ description: 'false: the file is so large that only its beginning was looked at' })
  isWhole!: boolean;

  @BoolField({ description: 'There are more different values than are listed' })
  isCut!: boolean;

  @NestedListField(() => ImportColumnValueDto, { description: 'Those that are no list, stage or option yet, the most frequent first' })
  unknown!: ImportColumnValueDto[];
}

export class ImportColumnDto {
  @IntField({ min: 0, description: 'Place in the file, from 0' })
  index!: number;

  @TextField({ description: 'Name of the column; unique within the file' })
  header!: string;

  @TextListField({ description: 'Some of its values' })
  samples!: string[];

  @TextField({ description: TARGET, example: 'primaryEmail' })
  target!: string;

  @EnumField(SUGGESTED_BY, { nullable: true, description: 'Why this target was suggested; null when nothing fitted' })
  suggestedBy!: (typeof SUGGESTED_BY)[number] | null;

  @NestedField(() => NewFieldDto, { nullable: true, description: 'The custom field is made when the import starts' })
  newField!: NewFieldDto | null;

  @EnumField(PLAIN_FIELD_TYPES, { description: 'The type that a new field for this column should have' })
  proposedType!: PlainFieldType;

  @EnumField(DATE_ORDERS, {
    nullable: true,
    description: 'How dates such as 03/04/2026 are read; null when there are none, or nobody knows',
  })
  dateOrder!: (typeof DATE_ORDERS)[number] | null;

  @EnumField(DATE_ORDER_SOURCES, { nullable: true, description: 'What decided the order' })
  dateOrderFrom!: (typeof DATE_ORDER_SOURCES)[number] | null;

  @BoolField({ description: 'The import does not start before the order of the dates is chosen' })
  needsDateOrder!: boolean;

  @NestedField(() => ImportColumnValuesDto, { nullable: true, description: 'Of a column that names lists, stages or options' })
  values!: ImportColumnValuesDto | null;
}

export class ValueChoiceDto {
  @TextField({ min: 1, max: 200, description: 'As it is in the file' })
  value!: string;

  @EnumField(VALUE_CHOICES, {
    name: 'ImportValueChoice',
    description: 'add a list, stage or option of this name when the import starts, use an existing one, or leaveOut the value',
  })
  choice!: ValueChoice['choice'];

  @TextField({
    optional: true,
    nullable: true,
    max: 200,
    description: 'For use: the name of the list or stage, or the label of the option',
  })
  use?: string | null;
}

export class ColumnChoiceDto {
  @IntField({ min: 0, max: 10_000 })
  index!: number;

  @TextField({ max: 80, description: TARGET })
  target!: string;

  @NestedField(() => NewFieldDto, { optional: true, nullable: true, description: 'Make the custom field of the target' })
  newField?: NewFieldDto | null;

  @EnumField(DATE_ORDERS, { optional: true, nullable: true, description: 'How dates such as 03/04/2026 are meant' })
  dateOrder?: (typeof DATE_ORDERS)[number] | null;

  @NestedListField(() => ValueChoiceDto, {
    optional: true,
    max: 500,
    description: 'What becomes of values that are no list, stage or option yet; replaces what was decided before',
  })
  values?: ValueChoiceDto[];
}
