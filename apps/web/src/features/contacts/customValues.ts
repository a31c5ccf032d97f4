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
  const day = new Date(`${value.slice(0, 10)}T00:00:00`);
  return Number.isNaN(day.getTime()) ? value : formatDay(day.toISOString());
}
