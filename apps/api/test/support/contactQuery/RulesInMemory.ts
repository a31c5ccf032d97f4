import {
  asciiLower,
  addDays,
  CUSTOM_FIELD_TYPES,
  type CustomFieldType,
  explainTree,
  fieldMatches,
  type FieldOperator,
  fieldRules,
  foldText,
  type RuleTree,
} from '@rapport/common';
import type { Known, RuleWorld } from './makeRuleWorld.js';
import { localDay, nameOf, today } from './ruleValues.js';

type Values = Readonly<Record<string, unknown>>;
type Explained = ReturnType<typeof explainTree>;

/** What trees of rules say about contacts, found out without SQL. */
export class RulesInMemory {
  constructor(private readonly world: RuleWorld) {}

  holds(tree: RuleTree, contact: Known): boolean {
    return this.explain(tree, contact).holds;
  }

  /** Without the values. */
  explain(tree: RuleTree, contact: Known): Explained {
    return explainTree(tree, (condition) => ({ holds: this.rules[condition.rule]?.(contact, condition.with) ?? false, value: null }));
  }

  /** What each rule means. A new rule needs its own line. */
  readonly rules: Readonly<Record<string, (contact: Known, values: Values) => boolean>> = {
    search: ({ name, company }, { text }) => foldText(`${name} ${company ?? ''}`).includes(foldText(String(text))),
    company: ({ company }, { is }) => company !== null && foldText(company) === foldText(String(is)),
    created: ({ createdOn }, { after, before }) => (!after || createdOn >= String(after)) && (!before || createdOn < String(before)),
    emailStatus: ({ status }, { is }) => (status === 'manual' ? 'unsubscribed' : status) === is,
    inList: (contact, { listIds }) => (listIds as string[]).some((id) => contact.lists.includes(id)),
    importedBy: ({ importId }, { importId: asked }) => importId === asked,
    engagement: ({ id }, { event, campaignIds, ...often }) =>
      isOften(
        this.world.messages
          .filter(
            ({ contactId, campaignId }) => contactId === id && (!campaignIds || (campaignIds as string[]).includes(String(campaignId))),
          )
          .flatMap((message) => message[String(event)] ?? []),
        often,
      ),
    timeline: ({ id }, { types, ...often }) =>
      isOften(
        this.world.entries
          .filter(({ contactId, type }) => contactId === id && (!types || (types as string[]).includes(type)))
          .map(({ time }) => time),
        often,
      ),
    inSegment: (contact, { segmentId }) => this.world.segments.some(({ id, tree }) => id === segmentId && this.holds(tree, contact)),
    field: ({ name, company, email, phone }, values) => {
      const texts: Readonly<Record<string, string | null>> = { firstName: name, lastName: null, company, email, phone };
      const field = String(values['field']);
      return textMatches(texts[field] ?? null, values, field === 'company' ? foldText : asciiLower);
    },
    date: ({ createdOn, updatedOn }, values) => dayMatches(localDay(values['field'] === 'createdAt' ? createdOn : updatedOn), values),
    suppressed: ({ status, phoneBlock }, { channel, reasons }) => {
      const reason = channel === 'text' ? phoneBlock : ['subscribed', 'noEmail'].includes(status) ? null : status;
      return reason !== null && (!reasons || (reasons as string[]).length === 0 || (reasons as string[]).includes(reason));
    },
    customField: ({ fields }, { fieldName, operator, value, values, days: count }) => {
      const type = CUSTOM_FIELD_TYPES.find((one) => nameOf(one) === fieldName) ?? 'text';
      const stored = fields[type] ?? null;
      const beside = stored === null ? false : matchesBeside(type, stored, { operator, value, values, days: count });
      if (beside !== null) return beside;
      return fieldMatches(type, operator as FieldOperator, fields[type] ?? null, String(value ?? ''));
    },
  };
}

function dayMatches(day: string, { operator, value, days: count }: Values): boolean {
  switch (operator) {
    case 'on':
      return day === value;
    case 'before':
      return day < String(value);
    case 'after':
      return day > String(value);
    case 'inLast':
      return day <= today && day >= addDays(today, -Number(count));
    default:
      return day < addDays(today, -Number(count));
  }
}

function textMatches(text: string | null, { operator, value, values }: Values, same: (text: string) => string): boolean {
  if (text === null) return false;
  const has = asciiLower(text);
  switch (operator) {
    case 'is':
      return same(text) === same(String(value));
    case 'contains':
      return has.includes(asciiLower(String(value)));
    case 'startsWith':
      return has.startsWith(asciiLower(String(value)));
    case 'endsWith':
      return has.endsWith(asciiLower(String(value)));
    case 'anyOf':
      return (values as string[]).some((one) => same(text) === same(one));
    default:
      return true;
  }
}

function isOften(times: readonly string[], { operator, times: asked, days: count }: Values): boolean {
  const found = count === undefined ? times.length : times.filter((time) => localDay(time) >= addDays(today, -Number(count))).length;
  if (operator === 'ever') return found > 0;
  return operator === 'atLeast' ? found >= Number(asked) : found <= Number(asked);
}

/** What a text, a choice or a day is asked besides the operators of its type; null: it is one of those. */
function matchesBeside(type: CustomFieldType, stored: string, { operator, value, values, days: count }: Values): boolean | null {
  const last = addDays(today, Number(count ?? 0));
  const day = type === 'dateTime' ? localDay(stored) : stored;
  switch (operator) {
    case 'startsWith':
      return asciiLower(stored).startsWith(asciiLower(String(value)));
    case 'endsWith':
      return asciiLower(stored).endsWith(asciiLower(String(value)));
    case 'anyOf':
      return (values as string[]).some((one) => (fieldRules(type).ignoresCase ? asciiLower(one) === asciiLower(stored) : one === stored));
    case 'inNext':
      return day >= today && day <= last;
    case 'on':
    case 'before':
    case 'after':
    case 'inLast':
    case 'olderThan':
      return dayMatches(day, { operator, value, days: count });
    case 'anniversaryIn':
      return [today.slice(0, 4), last.slice(0, 4)].some((year) => {
        const isLeap = new Date(`${year}-02-29`).getUTCDate() === 29;
        const next = `${year}${stored.slice(4) === '-02-29' && !isLeap ? '-02-28' : stored.slice(4)}`;
        return next >= today && next <= last;
      });
    default:
      return null;
  }
}
