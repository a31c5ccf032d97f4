import type { FieldOption } from '../fields/fieldOptions.js';
import { fieldRules, type FieldType } from '../fields/fieldTypes.js';
import {
  ANNIVERSARY_QUESTION,
  countQuestions,
  DATE_QUESTIONS,
  IS_FILLED,
  type Question,
  RELATIVE_QUESTIONS,
  type RecordKind,
  type Slot,
  type SlotOption,
  TEXT_QUESTIONS,
} from './questions.js';
import type { RuleCondition } from './ruleTree.js';

export const TEXT_FIELDS = ['firstName', 'lastName', 'email', 'phone', 'company'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];
export const DATE_FIELDS = ['createdAt', 'updatedAt'] as const;
export type DateField = (typeof DATE_FIELDS)[number];
export const ENGAGEMENT_EVENTS = ['sent', 'delivered', 'opened', 'clicked', 'replied', 'bounced', 'complained', 'unsubscribed'] as const;
export type EngagementEvent = (typeof ENGAGEMENT_EVENTS)[number];
/** Of a suppression, as consent keeps them. */
export const SUPPRESSED_REASONS = ['unsubscribed', 'bounced', 'complained', 'manual'] as const;
export const RULE_CHANNELS = ['email', 'text'] as const;
export const ENTRY_TYPES = ['email', 'text', 'call', 'ai', 'stage_change', 'note', 'system'] as const;
export const EMAIL_STATUSES = ['subscribed', 'unsubscribed', 'bounced', 'complained', 'noEmail'] as const;

export const SUBJECT_GROUPS = ['Contact', 'Custom fields', 'Lists and segments', 'Consent', 'Campaigns', 'Timeline'] as const;
export type SubjectGroup = (typeof SUBJECT_GROUPS)[number];

/** What a condition can be about: a name, the rule that answers, and the questions it understands. */
export interface Subject {
  /** Unique among all of them. */
  readonly key: string;
  readonly group: SubjectGroup;
  readonly label: string;
  /** How a sentence begins, where the label does not. */
  readonly said?: string;
  readonly rule: string;
  /** Values of the rule that say which subject it is. */
  readonly fixed: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
  /** Understood, but no longer offered. */
  readonly isHidden?: boolean;
}

/** What is asked of a definition of a custom field. */
export interface SubjectField {
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: FieldType;
  readonly options: readonly FieldOption[];
}

export const DATE_FIELD_QUESTIONS: readonly Question[] = [
  ...DATE_QUESTIONS,
  ...RELATIVE_QUESTIONS.filter(({ operator }) => operator !== 'inNext'),
];
export const IN_LIST: readonly Question[] = [
  {
    ...one('on list {listIds}', 'not on list {listIds}', { name: 'listIds', kind: 'records', of: 'list' }),
    label: 'is on',
    oppositeLabel: 'is not on',
  },
];
export const IN_SEGMENT: readonly Question[] = [
  {
    ...one('in segment {segmentId}', 'not in segment {segmentId}', { name: 'segmentId', kind: 'record', of: 'segment' }),
    label: 'is in',
    oppositeLabel: 'is not in',
  },
];
export const ENGAGEMENT_QUESTIONS = countQuestions(
  'message',
  'messages',
  [{ name: 'campaignIds', kind: 'records', of: 'campaign', isOptional: true }],
  '[ of {campaignIds}]',
);
export const TIMELINE_QUESTIONS = countQuestions(
  'entry',
  'entries',
  [{ name: 'types', kind: 'choices', options: optionsOf(ENTRY_TYPES, { stage_change: 'stage change', ai: 'AI' }), isOptional: true }],
  '[ of type {types}]',
);
export const SUPPRESSED_QUESTIONS: readonly Question[] = [
  {
    operator: null,
    words: 'are blocked[ because: {reasons}]',
    opposite: 'are not blocked[ because: {reasons}]',
    label: 'are blocked',
    oppositeLabel: 'are not blocked',
    slots: [{ name: 'reasons', kind: 'choices', options: optionsOf(SUPPRESSED_REASONS, { manual: 'blocked by hand' }), isOptional: true }],
  },
];

/** The questions of a custom field: those of its type, and what a text, a choice or a day can be asked besides. */
export function customFieldQuestions(fieldType: FieldType, options: readonly FieldOption[] = []): Question[] {
  const { operators, editor, sortsBy } = fieldRules(fieldType);
  const isDay = editor === 'date';
  const isMoment = editor === 'dateTime';
  const isSeveral = editor === 'choices';
  const chosen = fieldType === 'boolean' ? YES_OR_NO : options.map(({ key, label }) => ({ value: key, label }));
  const slot = slotOf(fieldType, chosen);
  const ask = (operator: string, words: string, opposite: string): Question => ({
    operator,
    words: `${words} {value}`,
    opposite: `${opposite} {value}`,
    slots: [slot],
    // A moment is asked for by its day.
    ...(isMoment || (isSeveral && operator === 'is') ? { isHidden: true } : {}),
  });
  const known: Readonly<Record<string, Question>> = {
    is: ask('is', 'is', 'is not'),
    contains: ask('contains', 'contains', 'does not contain'),
    has: ask('has', 'has', 'does not have'),
    above: isDay ? ask('above', 'is after', 'is not after') : ask('above', 'is more than', 'is not more than'),
    below: isDay ? ask('below', 'is before', 'is not before') : ask('below', 'is less than', 'is not less than'),
    isFilled: IS_FILLED,
  };
  const isText = sortsBy === 'text' && !isDay && !isMoment && !isSeveral && fieldType !== 'boolean';
  const some: Slot = chosen.length > 0 ? { name: 'values', kind: 'choices', options: chosen } : { name: 'values', kind: 'texts' };
  return [
    ...(isMoment ? DATE_QUESTIONS : []),
    ...operators.flatMap((operator) => known[operator] ?? []),
    ...(operators.includes('contains')
      ? TEXT_QUESTIONS.filter(({ operator }) => operator === 'startsWith' || operator === 'endsWith')
      : []),
    ...(isText ? [{ operator: 'anyOf', words: 'is any of {values}', opposite: 'is none of {values}', slots: [some] }] : []),
    ...(isDay || isMoment ? RELATIVE_QUESTIONS : []),
    ...(isDay ? [ANNIVERSARY_QUESTION] : []),
  ];
}

function slotOf(fieldType: FieldType, options: readonly SlotOption[]): Slot {
  const { editor, sortsBy } = fieldRules(fieldType);
  if (editor === 'date') return { name: 'value', kind: 'day' };
  if (sortsBy === 'number') return { name: 'value', kind: 'number' };
  if (editor === 'choices') return { name: 'value', kind: 'choices', options, isAll: true };
  return options.length > 0 ? { name: 'value', kind: 'choice', options } : { name: 'value', kind: 'text' };
}

const YES_OR_NO: readonly SlotOption[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

const FIELD_LABELS: Readonly<Record<TextField | DateField, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'Email',
  phone: 'Phone',
  company: 'Company',
  createdAt: 'Added',
  updatedAt: 'Last changed',
};

const EVENT_LABELS: Readonly<Record<EngagementEvent, string>> = {
  sent: 'Was sent',
  delivered: 'Received',
  opened: 'Opened',
  clicked: 'Clicked in',
  replied: 'Replied to',
  bounced: 'Bounced for',
  complained: 'Complained about',
  unsubscribed: 'Unsubscribed by',
};

/** Everything that a condition can be about, in the order in which it is offered. */
export function contactSubjects(fields: readonly SubjectField[]): Subject[] {
  const fixed = (
    group: SubjectGroup,
    label: string,
    rule: string,
    questions: readonly Question[],
    values: Subject['fixed'] = {},
  ): Subject => ({
    key: [rule, ...Object.values(values)].join(':'),
    group,
    label,
    rule,
    fixed: values,
    questions,
  });
  return [
    ...TEXT_FIELDS.map((field) => fixed('Contact', FIELD_LABELS[field], 'field', TEXT_QUESTIONS, { field })),
    ...DATE_FIELDS.map((field) => fixed('Contact', FIELD_LABELS[field], 'date', DATE_FIELD_QUESTIONS, { field })),
    fixed('Contact', 'Search', 'search', [one('finds {text}', 'does not find {text}', { name: 'text', kind: 'text' })]),
    fixed('Contact', 'Source', 'importedBy', [
      one('is the import {importId}', 'is not the import {importId}', { name: 'importId', kind: 'record', of: 'import' }),
    ]),
    ...fields.map(({ fieldName, label, fieldType, options }) =>
      fixed('Custom fields', label, 'customField', customFieldQuestions(fieldType, options), { fieldName }),
    ),
    { ...fixed('Lists and segments', 'List or stage', 'inList', IN_LIST), said: '' },
    { ...fixed('Lists and segments', 'Segment', 'inSegment', IN_SEGMENT), said: '' },
    fixed('Consent', 'Email status', 'emailStatus', [
      one('is {is}', 'is not {is}', { name: 'is', kind: 'choice', options: optionsOf(EMAIL_STATUSES, { noEmail: 'no email address' }) }),
    ]),
    ...RULE_CHANNELS.map((channel) =>
      fixed('Consent', channel === 'email' ? 'Emails' : 'Text messages', 'suppressed', SUPPRESSED_QUESTIONS, { channel }),
    ),
    ...ENGAGEMENT_EVENTS.map((event) => fixed('Campaigns', EVENT_LABELS[event], 'engagement', ENGAGEMENT_QUESTIONS, { event })),
    fixed('Timeline', 'Timeline has', 'timeline', TIMELINE_QUESTIONS),
    { ...fixed('Contact', 'Company', 'company', [one('is {is}', 'is not {is}', { name: 'is', kind: 'text' })]), isHidden: true },
    {
      ...fixed('Contact', 'Added', 'created', [
        {
          operator: null,
          words: 'is[ from {after}][ until {before}]',
          opposite: 'is not[ from {after}][ until {before}]',
          slots: [
            { name: 'after', kind: 'text', isOptional: true },
            { name: 'before', kind: 'text', isOptional: true },
          ],
        },
      ]),
      isHidden: true,
    },
  ];
}

/** The subject of a condition and the question it asks; null for one that this version does not know, such as a deleted field. */
export function understand(
  condition: RuleCondition,
  subjects: readonly Subject[],
): { readonly subject: Subject; readonly question: Question } | null {
  const subject = subjects.find(
    ({ rule, fixed }) => rule === condition.rule && Object.entries(fixed).every(([name, value]) => condition.with[name] === value),
  );
  const question = subject?.questions.find(({ operator }) => operator === null || operator === condition.with['operator']);
  return subject && question ? { subject, question } : null;
}

/** Kinds of records that a tree names, with their ids: what has to be looked up before it can be told. */
export function recordsOf(
  condition: RuleCondition,
  subjects: readonly Subject[],
): { readonly of: RecordKind; readonly ids: readonly string[] }[] {
  return (understand(condition, subjects)?.question.slots ?? []).flatMap((slot) => {
    if (slot.kind !== 'record' && slot.kind !== 'records') return [];
    const given = condition.with[slot.name];
    return [{ of: slot.of, ids: typeof given === 'string' ? [given] : Array.isArray(given) ? (given as readonly string[]) : [] }];
  });
}

function one(words: string, opposite: string, slot: Slot): Question {
  return { operator: null, words, opposite, slots: [slot] };
}

function optionsOf(values: readonly string[], words: Readonly<Record<string, string>>): SlotOption[] {
  return values.map((value) => ({ value, label: words[value] ?? value }));
}
