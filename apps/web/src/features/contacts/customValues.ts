import { formatDay } from '../../shared/format/format';
import type { ContactFieldValue, CustomValue } from './contactQueries';

/** What was typed, as the API reads it: its text, so that a long number is not rounded on the way. */
export function readCustomValue(typed: string): CustomValue {
  return typed === '' ? null : typed;
}

export function showCustomValue({ fieldType, value }: ContactFieldValue): string {
  if (value === null || fieldType !== 'date') return value ?? '';
  const day = value.slice(0, 10);
  return Number.isNaN(Date.parse(day)) ? value : formatDay(day);
}
