import { fieldRules, keysOf, type FieldType } from '@rapport/common';

/** A stored choice with the options that are given up replaced by those that take their place. */
export function movedValue(value: string, fieldType: FieldType, moves: Readonly<Record<string, string>>): string {
  const move = (key: string): string => (Object.hasOwn(moves, key) ? (moves[key] ?? key) : key);
  if (fieldRules(fieldType).editor !== 'choices') return move(value);
  return JSON.stringify([...new Set(keysOf(value).map(move))].sort());
}
