import type { FieldType } from './customFieldQueries';

export const FIELD_TYPES: readonly { value: FieldType; label: string; example: string }[] = [
  { value: 'text', label: 'Text', example: 'Any words, such as a job title' },
  { value: 'number', label: 'Number', example: 'Sorts as a number: 9 before 10' },
  { value: 'date', label: 'Date', example: 'A day, such as a birthday' },
  { value: 'boolean', label: 'Yes or no', example: 'A switch' },
  { value: 'select', label: 'Choice', example: 'One of the options you list' },
];

export function typeWord(type: FieldType): string {
  return FIELD_TYPES.find(({ value }) => value === type)?.label ?? type;
}

/** The merge tag under which templates find the field's value. */
export function mergeTag(fieldName: string): string {
  return `{{ custom.${fieldName} }}`;
}
