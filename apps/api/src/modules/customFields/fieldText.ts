import { fieldRules, labelOf, labelsOf, type FieldEditor } from '@rapport/common';
import { customText, type CustomText } from '../contacts/public.js';
import type { CustomFieldDefinition } from './CustomFieldDefinition.js';

/** What people read as words. Numbers, days and switches are asked for by rules. */
const SEARCHED: ReadonlySet<FieldEditor> = new Set(['text', 'longText', 'url', 'email', 'phone', 'choice', 'choices']);

/** Of the values of one contact by field name. */
export type TextOfValues = (values: ReadonlyMap<string, string | null>) => CustomText;

type Searched = Pick<CustomFieldDefinition, 'fieldName' | 'label' | 'fieldType' | 'options' | 'archivedAt'>;

/** @param definitions in their order */
export function textOfFields(definitions: readonly Searched[]): TextOfValues {
  const searched = searchedFields(definitions);
  return (values) =>
    customText(
      searched.flatMap((definition) => {
        const value = values.get(definition.fieldName) ?? null;
        return value === null ? [] : [readableValue(definition, value)];
      }),
    );
}

export function searchedFields<T extends Searched>(definitions: readonly T[]): T[] {
  return definitions.filter(({ archivedAt, fieldType }) => archivedAt === null && SEARCHED.has(fieldRules(fieldType).editor));
}

/** A value as people read it. */
export function readableValue({ fieldType, options }: Pick<Searched, 'fieldType' | 'options'>, value: string): string {
  switch (fieldRules(fieldType).editor) {
    case 'choice':
      return labelOf(options, value);
    case 'choices':
      return labelsOf(value, options).join(', ');
    default:
      return value;
  }
}
