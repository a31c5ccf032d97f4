import type { CustomFieldDefinition } from './customFieldTypes.js';

/** The stored text of a value, or what is wrong with it. */
export type FieldValue = { readonly value: string | null } | { readonly problem: string };

const MAX_TEXT = 10_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads a value as the API gives it: JSON of the field's type, or its text. Empty text is no value. */
export function readFieldValue(
  { label, fieldType, options }: Pick<CustomFieldDefinition, 'label' | 'fieldType' | 'options'>,
  given: unknown,
): FieldValue {
  if (given === null || given === undefined) return { value: null };
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean')
    return { problem: `${label} must be a single value.` };
  const text = String(given).trim();
  if (text === '') return { value: null };
  switch (fieldType) {
    case 'text':
      return text.length > MAX_TEXT ? { problem: `${label} may have at most 10,000 characters.` } : { value: text };
    case 'number':
      return Number.isFinite(Number(text)) ? { value: String(Number(text)) } : { problem: `${label} must be a number such as 12.5.` };
    case 'date':
      return isRealDate(text) ? { value: text } : { problem: `${label} must be a date such as 2026-01-31.` };
    case 'boolean':
      return text === 'true' || text === 'false' ? { value: text } : { problem: `${label} must be true or false.` };
    case 'select':
      return options.includes(text) ? { value: text } : { problem: `${label} must be one of: ${options.join(', ')}.` };
  }
}

/** The number beside the text, so that 10 sorts after 9. */
export function numberOf(fieldType: string, value: string | null): number | null {
  return fieldType === 'number' && value !== null ? Number(value) : null;
}

function isRealDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
