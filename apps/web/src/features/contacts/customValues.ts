import { formatDay } from '../../shared/format/format';
import type { ContactFieldValue, CustomValue } from './contactQueries';

/** What was typed, as the API takes it. Text that is no number goes out as it is: the server says what is wrong with it. */
export function readCustomValue(fieldType: ContactFieldValue['fieldType'], typed: string): CustomValue {
  if (typed === '') return null;
  if (fieldType !== 'number') return typed;
  const number = Number(typed.replace(',', '.'));
  return Number.isFinite(number) ? number : typed;
}

export function showCustomValue({ fieldType, value }: ContactFieldValue): string {
  if (value === null || fieldType !== 'date') return value ?? '';
  const day = value.slice(0, 10);
  return Number.isNaN(Date.parse(day)) ? value : formatDay(day);
}
