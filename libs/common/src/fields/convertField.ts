import { wallTimeOf } from '../time/wallTime.js';
import type { FieldSettings } from './fieldOptions.js';
import { problem, type FieldReading, type ReadingHints } from './fieldReading.js';
import { fieldRules, type FieldType } from './fieldTypes.js';
import { readField } from './fields.js';
import { keysOf, labelsOf } from './readChoice.js';

/** A type with what its definition says: one side of a change of type. */
export interface TypedField extends FieldSettings {
  readonly fieldType: FieldType;
}

/**
 * A stored value of one type as one of another: what people read of it, read again. `hints` are those of the place; the settings are the
 * target's. Never part of a value: what does not fit whole is a problem.
 */
export function convertField(value: string, from: TypedField, to: TypedField, hints: ReadingHints): FieldReading {
  const target: ReadingHints = { ...hints, options: to.options, currency: to.currency, optionsBy: 'label' };
  if (from.fieldType === to.fieldType) return readField(to.fieldType, value, { ...target, optionsBy: 'key' });
  if (!fieldRules(from.fieldType).hasOptions)
    return readField(to.fieldType, plainText(value, from, to, hints), { ...target, ...markOf(from) });
  const keys = keysOf(value);
  if (to.fieldType === 'multiSelect') return readField(to.fieldType, keepKeys(keys, from, to), { ...target, optionsBy: 'key' });
  if (to.fieldType === 'select' && keys.length > 1)
    return problem('select.several', `${labelsOf(value, from.options).join(', ')} are several options, and the field would hold one.`);
  if (to.fieldType === 'select') return readField(to.fieldType, keepKeys(keys, from, to)[0], { ...target, optionsBy: 'key' });
  return readField(to.fieldType, labelsOf(value, from.options).join(', '), target);
}

/** Keys that the target has too stay; others are looked for by their labels. */
function keepKeys(keys: readonly string[], from: TypedField, to: TypedField): string[] {
  return keys.map((key) => (to.options.some((option) => option.key === key) ? key : (labelsOf(key, from.options)[0] ?? key)));
}

/** A moment becomes the day that it is where the workspace is, and the text that people there read. */
function plainText(value: string, from: TypedField, to: TypedField, { timeZone }: ReadingHints): string {
  if (from.fieldType !== 'dateTime' || Number.isNaN(Date.parse(value)) || to.fieldType === 'text' || to.fieldType === 'longText')
    return value;
  return wallTimeOf(new Date(value), timeZone).replace('T', ' ');
}

/** Stored numbers have a point, whatever the mark of the texts that a person said they are. */
function markOf(from: TypedField): Partial<ReadingHints> {
  return fieldRules(from.fieldType).sortsBy === 'number' ? { decimalMark: '.' } : {};
}
