import type { BlockCondition, ConditionOperator } from './blockDocument.js';

/** A merge tag without braces, as it may be asked for: one name, two with a dot, or a custom field in brackets. */
const TAG = /^[A-Za-z_][\w-]{0,119}(?:\.[A-Za-z_][\w-]{0,119}|\["[^"{}%\\\]\n]{1,120}"\])?$/;
/** Liquid has no way to write these inside of its quotation marks; the rest would be read as what a rich text editor made of a tag. */
const UNWRITABLE = /[{}%\\<>\u201c-\u201f\u2018-\u201b\u00a0\p{Cc}]|&[#\w]+;/u;
const NUMBER = /^-?\d{1,15}(?:\.\d{1,10})?$/;

export const needsValue = (operator: ConditionOperator): boolean => operator !== 'isSet' && operator !== 'isEmpty';

const needsNumber = (operator: ConditionOperator): boolean => operator === 'greaterThan' || operator === 'lessThan';

export interface ConditionProblem {
  readonly field: 'tag' | 'value';
  readonly message: string;
}

/** What keeps a condition from being asked, or null. */
export function findConditionProblem({ tag, operator, value }: BlockCondition): ConditionProblem | null {
  if (!TAG.test(tag)) return { field: 'tag', message: 'Choose a field from the list.' };
  if (!needsValue(operator)) return value === '' ? null : { field: 'value', message: 'This condition takes no value. Leave it empty.' };
  if (value.trim() === '') return { field: 'value', message: 'Enter the value to compare with.' };
  if (needsNumber(operator) && !NUMBER.test(value)) return { field: 'value', message: 'Enter a number, such as 10 or 2.5.' };
  if (UNWRITABLE.test(value))
    return { field: 'value', message: 'The value cannot contain { } % < > \\ or curved quotation marks. Remove these characters.' };
  if (value.includes('"') && value.includes("'"))
    return { field: 'value', message: 'The value cannot contain both kinds of quotation marks. Remove one kind.' };
  return null;
}

/**
 * The condition in the language of templates, without its braces: `custom.plan == "Pro"`.
 * @throws Error for one that has a problem: what a person typed never becomes part of the language.
 */
export function conditionExpression(condition: BlockCondition): string {
  const problem = findConditionProblem(condition);
  if (problem) throw new Error(`Unwritable condition: ${problem.message}`);
  const { tag, operator, value } = condition;
  const literals = literalsOf(value);
  switch (operator) {
    case 'is':
      return literals.map((literal) => `${tag} == ${literal}`).join(' or ');
    case 'isNot':
      return literals.map((literal) => `${tag} != ${literal}`).join(' and ');
    case 'contains':
      return `${tag} contains ${quoted(value)}`;
    case 'isSet':
      return `${tag} != nil and ${tag} != ""`;
    case 'isEmpty':
      return `${tag} == nil or ${tag} == ""`;
    case 'greaterThan':
      return `${tag} > ${value}`;
    case 'lessThan':
      return `${tag} < ${value}`;
  }
}

/** A number or a switch is compared as what it is, too: whether the field holds text is not known here. */
function literalsOf(value: string): string[] {
  return NUMBER.test(value) || value === 'true' || value === 'false' ? [quoted(value), value] : [quoted(value)];
}

function quoted(value: string): string {
  return value.includes('"') ? `'${value}'` : `"${value}"`;
}

const OPERATOR_WORDS: Readonly<Record<ConditionOperator, string>> = {
  is: 'is',
  isNot: 'is not',
  contains: 'contains',
  isSet: 'has a value',
  isEmpty: 'is empty',
  greaterThan: 'is more than',
  lessThan: 'is less than',
};

/** `Only if Plan is Pro`. `labelOf`: how people call the field. */
export function conditionInWords({ tag, operator, value }: BlockCondition, labelOf: (tag: string) => string): string {
  return `Only if ${labelOf(tag)} ${OPERATOR_WORDS[operator]}${needsValue(operator) ? ` ${value}` : ''}`;
}
