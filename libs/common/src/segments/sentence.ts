import type { Question, RecordKind, Slot } from './questions.js';
import { isCondition, type RuleCondition, type RuleTree, type RuleValue } from './ruleTree.js';
import { type Subject, understand } from './subjects.js';

/** How whoever tells a tree calls what it names. */
export interface SentenceWords {
  readonly subjects: readonly Subject[];
  readonly nameOf: (kind: RecordKind, id: string) => string;
  readonly day: (isoDay: string) => string;
}

/** A tree as a sentence: "Company contains “Acme” and Opened no message in the last 30 days". */
export function sentenceOf(tree: RuleTree, words: SentenceWords): string {
  const text = tell(tree, words, false);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One condition in words; `isNot`: it stands below a `not`. */
export function conditionWords(condition: RuleCondition, isNot: boolean, words: SentenceWords): string {
  const understood = understand(condition, words.subjects);
  if (!understood) return isNot ? 'not (an unknown condition)' : 'an unknown condition';
  const { subject, question } = understood;
  return `${subject.said ?? subject.label} ${fillIn(isNot ? question.opposite : question.words, question, condition, words)}`.trim();
}

/** A question in a list of operators: "is in the last … days". */
export function questionLabel(question: Question, isNot: boolean): string {
  const own = isNot ? question.oppositeLabel : question.label;
  if (own !== undefined) return own;
  return (isNot ? question.opposite : question.words)
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\{(\w+)\|(\w+)\}/g, (_, _name: string, noun: string) => `… ${nounOf(noun, 2)}`)
    .replace(/ \{\w+\}$/, '')
    .replace(/\{\w+\}/g, '…');
}

function tell(tree: RuleTree, words: SentenceWords, isInside: boolean): string {
  if (isCondition(tree)) return conditionWords(tree, false, words);
  if ('not' in tree) {
    if (isCondition(tree.not)) return conditionWords(tree.not, true, words);
    return `not (${tell(tree.not, words, false)})`;
  }
  const [parts, joint, none] = 'and' in tree ? ([tree.and, ' and ', 'everyone'] as const) : ([tree.or, ' or ', 'nobody'] as const);
  if (parts.length === 0) return none;
  const text = parts.map((part) => tell(part, words, parts.length > 1)).join(joint);
  return isInside && parts.length > 1 ? `(${text})` : text;
}

function fillIn(text: string, question: Question, condition: RuleCondition, words: SentenceWords): string {
  const shown = (name: string): string => {
    const slot = question.slots.find((one) => one.name === name);
    const value = condition.with[name];
    return slot && value !== undefined && value !== null ? valueWords(slot, value, words) : '';
  };
  return text
    .replace(/\[([^\]]*)\]/g, (_, part: string) => {
      const name = /\{(\w+)/.exec(part)?.[1] ?? '';
      return shown(name) === '' ? '' : part;
    })
    .replace(/\{(\w+)\|(\w+)\}/g, (_, name: string, noun: string) => {
      const count = Number(condition.with[name] ?? 0);
      return `${count.toLocaleString('en')} ${nounOf(noun, count)}`;
    })
    .replace(/\{(\w+)\}/g, (_, name: string) => shown(name) || '…');
}

function valueWords(slot: Slot, value: RuleValue, words: SentenceWords): string {
  const each = (texts: readonly string[], tellOne: (text: string) => string): string =>
    listed(texts.map(tellOne), slot.isAll ? 'and' : 'or');
  const all = Array.isArray(value) ? (value as readonly string[]) : [String(value)];
  switch (slot.kind) {
    case 'text':
    case 'texts':
      return each(all, (text) => `“${text}”`);
    case 'choice':
    case 'choices':
      return each(all, (text) => slot.options.find((option) => option.value === text)?.label ?? text);
    case 'record':
    case 'records':
      return each(all, (id) => `“${words.nameOf(slot.of, id)}”`);
    case 'day':
      return each(all, words.day);
    case 'number':
    case 'int':
      return all.join('');
  }
}

const LISTED = 5;

function listed(texts: readonly string[], joint: 'and' | 'or'): string {
  if (texts.length > LISTED) return `${texts.slice(0, LISTED - 1).join(', ')} ${joint} ${texts.length - LISTED + 1} others`;
  return texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} ${joint} ${texts.at(-1)}`;
}

function nounOf(noun: string, count: number): string {
  if (count === 1) return noun;
  return noun.endsWith('y') && !noun.endsWith('day') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
