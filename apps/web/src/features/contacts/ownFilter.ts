import { type CustomFieldType, fieldRules, type RuleTree } from '@rapport/common';

/** What is asked of a field that only the reader has: `name`, `operator` and, where the operator has one, a value. `isEmpty` is the opposite of `isFilled`. */
export interface OwnFilter {
  readonly fieldName: string;
  readonly operator: 'is' | 'has' | 'contains' | 'isFilled' | 'isEmpty';
  readonly value: string;
}

const WRITTEN = /^([a-z][a-z0-9_]{0,59})~(is|has|contains|isFilled|isEmpty)(?:~(.+))?$/s;

/** For an address. */
export function writeOwnFilter({ fieldName, operator, value }: OwnFilter): string {
  return [fieldName, operator, ...(value ? [value] : [])].join('~');
}

/** Null for what cannot be read: a broken link shows everyone. */
export function readOwnFilter(text: string): OwnFilter | null {
  const [, fieldName, operator, value = ''] = WRITTEN.exec(text) ?? [];
  if (fieldName === undefined || operator === undefined) return null;
  const needsValue = operator !== 'isFilled' && operator !== 'isEmpty';
  return needsValue === (value !== '') ? { fieldName, operator: operator as OwnFilter['operator'], value } : null;
}

export function ruleOfOwn(text: string): RuleTree | null {
  const asked = readOwnFilter(text);
  if (!asked) return null;
  const { fieldName, operator, value } = asked;
  if (operator === 'isEmpty') return { not: { rule: 'personalField', with: { fieldName, operator: 'isFilled' } } };
  return { rule: 'personalField', with: { fieldName, operator, ...(value ? { value } : {}) } };
}

/** What a value of this type is first asked for. */
export function operatorOf(fieldType: CustomFieldType): OwnFilter['operator'] {
  const { editor, operators } = fieldRules(fieldType);
  if (editor === 'choices') return 'has';
  return editor !== 'choice' && operators.includes('contains') ? 'contains' : 'is';
}

export const OWN_WORDS: Readonly<Record<OwnFilter['operator'], string>> = {
  is: 'is',
  has: 'has',
  contains: 'contains',
  isFilled: 'has a value',
  isEmpty: 'has no value',
};
