import { CUSTOM_FIELD_TYPES, customFieldQuestions, fieldRules, plainOption, type RuleCondition, type RuleTree } from '@rapport/common';
import { newId } from '../../../src/platform/database/ids.js';
import type { Random } from '../Random.js';
import type { RuleWorld } from './makeRuleWorld.js';
import { RulesInMemory } from './RulesInMemory.js';
import { days, localDay, moments, nameOf, OPTIONS, VALUES } from './ruleValues.js';

/** One of the rules, with values that some contacts have. */
export function randomCondition(world: RuleWorld, random: Random): RuleCondition {
  const rule = random.pick(Object.keys(new RulesInMemory(world).rules));
  switch (rule) {
    case 'search':
      return { rule, with: { text: random.pick(['ada', 'GRACE', 'engines', 'nussle', 'edouard', 'nobody']) } };
    case 'company':
      return { rule, with: { is: random.pick(['analytical engines', 'Lovelace Ltd', 'Nobody']) } };
    case 'created': {
      const after = random.pick([null, ...days]);
      return { rule, with: { after, before: after === null ? random.pick(days) : random.pick([null, ...days]) } };
    }
    case 'emailStatus':
      return { rule, with: { is: random.pick(['subscribed', 'unsubscribed', 'bounced', 'complained', 'noEmail']) } };
    case 'inList':
      return { rule, with: { listIds: random.some([...world.lists.map(({ id }) => id), newId()]) } };
    case 'inSegment':
      return world.segments.length === 0
        ? randomCondition(world, random)
        : { rule, with: { segmentId: random.pick([...world.segments.map(({ id }) => id), newId()]) } };
    case 'field': {
      const field = random.pick(['firstName', 'lastName', 'company', 'email', 'phone']);
      const operator = random.pick(['is', 'contains', 'startsWith', 'endsWith', 'anyOf', 'isFilled']);
      const some = [
        'ada',
        'Ada',
        'a',
        'édouard',
        'Éd',
        'Analytical Engines',
        'engines',
        'Nüßle',
        'person1',
        'PERSON10@example.com',
        '+493090182001',
        '182',
        '@example.com',
        'GINES',
      ];
      const value = random.pick(some);
      return {
        rule,
        with: {
          field,
          operator,
          ...(operator === 'isFilled' ? {} : operator === 'anyOf' ? { values: [value, random.pick(some)] } : { value }),
        },
      };
    }
    case 'date': {
      const operator = random.pick(['on', 'before', 'after', 'inLast', 'olderThan']);
      const asked: RuleCondition['with'] =
        operator === 'inLast' || operator === 'olderThan'
          ? { days: random.pick([0, 1, 7, 30, 400]) }
          : { value: localDay(random.pick(moments)) };
      return { rule, with: { field: random.pick(['createdAt', 'updatedAt']), operator, ...asked } };
    }
    case 'engagement':
    case 'timeline': {
      const operator = random.pick(['ever', 'atLeast', 'atMost']);
      const often = {
        operator,
        ...(operator === 'ever' ? {} : { times: random.pick([1, 2, 3]) }),
        ...(random.chance(50) ? { days: random.pick([0, 7, 30]) } : {}),
      };
      if (rule === 'timeline')
        return { rule, with: { ...often, ...(random.chance(60) ? { types: [random.pick(['note', 'call', 'email'])] } : {}) } };
      return {
        rule,
        with: {
          ...often,
          event: random.pick(['sent', 'opened']),
          ...(random.chance(60) ? { campaignIds: [random.pick(world.campaigns)] } : {}),
        },
      };
    }
    case 'suppressed':
      return {
        rule,
        with: { channel: random.pick(['email', 'text']), reasons: random.some(['unsubscribed', 'manual', 'bounced', 'complained']) },
      };
    case 'importedBy':
      return { rule, with: { importId: random.pick([...world.imports, newId()]) } };
    default: {
      const type = random.pick(CUSTOM_FIELD_TYPES);
      const operator = random.pick(
        customFieldQuestions(type, fieldRules(type).hasOptions ? OPTIONS.map(plainOption) : []).flatMap(
          (question) => question.operator ?? [],
        ),
      );
      if (['inNext', 'inLast', 'olderThan', 'anniversaryIn'].includes(operator))
        return { rule, with: { fieldName: nameOf(type), operator, days: random.pick([0, 1, 30, 100, 366]) } };
      if (['on', 'before', 'after'].includes(operator))
        return { rule, with: { fieldName: nameOf(type), operator, value: localDay(random.pick([...VALUES.dateTime, ...moments])) } };
      if (operator === 'anyOf')
        return { rule, with: { fieldName: nameOf(type), operator, values: [random.pick(VALUES[type]), random.pick(VALUES[type])] } };
      const given = ['contains', 'startsWith', 'endsWith'].includes(operator)
        ? random.pick(['pa', 'PAULO', '1', 'ã'])
        : random.pick(VALUES[type]);
      return { rule, with: { fieldName: nameOf(type), operator, ...(operator === 'isFilled' ? {} : { value: given }) } };
    }
  }
}

export function randomTree(world: RuleWorld, random: Random, depth: number): RuleTree {
  const kind = depth === 0 ? 'condition' : random.pick(['and', 'or', 'not', 'condition', 'condition'] as const);
  if (kind === 'condition') return randomCondition(world, random);
  if (kind === 'not') return { not: randomTree(world, random, depth - 1) };
  const parts = Array.from({ length: random.below(4) }, () => randomTree(world, random, depth - 1));
  return kind === 'and' ? { and: parts } : { or: parts };
}
