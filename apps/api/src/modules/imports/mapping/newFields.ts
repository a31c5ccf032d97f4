import type { ImportColumn } from '../Import.js';
import type { FieldDefinition } from '../running/planImport.js';
import { customFieldOf } from './targets.js';

/** The custom fields that are there, and those that the import is going to make. */
export function withNewFields(columns: readonly ImportColumn[], fields: readonly FieldDefinition[]): FieldDefinition[] {
  const known = new Set(fields.map(({ fieldName }) => fieldName));
  const made = columns.flatMap(({ target, newField }) => {
    const fieldName = customFieldOf(target);
    return fieldName !== null && newField && !known.has(fieldName)
      ? [{ ...newField, id: '', fieldName, options: newField.options ?? [], choices: [], currency: newField.currency ?? null }]
      : [];
  });
  return [...fields, ...made];
}
