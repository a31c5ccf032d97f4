import { labelOf, optionsOfField } from '@rapport/common';
import type { FieldDefinition } from './mergePlan.js';

/** A stored value in the words that people know it by: the label of a choice, an amount with its currency. */
export function shownValue(definition: FieldDefinition, stored: string | null): string | null {
  if (stored === null) return null;
  const options = optionsOfField(definition);
  switch (definition.fieldType) {
    case 'select':
      return labelOf(options, stored);
    case 'multiSelect':
      return keysOf(stored)
        .map((key) => labelOf(options, key))
        .join(', ');
    case 'boolean':
      return stored === 'true' ? 'Yes' : 'No';
    case 'money':
      return definition.currency === null ? stored : `${stored} ${definition.currency}`;
    default:
      return stored;
  }
}

function keysOf(stored: string): string[] {
  try {
    const keys: unknown = JSON.parse(stored);
    return Array.isArray(keys) ? keys.map(String) : [stored];
  } catch {
    // Of a version that stored it otherwise.
    return [stored];
  }
}
