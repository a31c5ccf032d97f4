import { isCondition, readRuleTree, type RuleCondition, type RuleTree } from '@rapport/common';
import type { Look, MissingPart } from './viewQueries';

/** A filter without the conditions about what is gone, and without the groups that are empty by that. */
export function withoutMissing(filter: Look['filter'], missing: readonly MissingPart[]): Look['filter'] {
  const gone = (kind: MissingPart['kind'], key: unknown) =>
    missing.some((part) => part.kind === kind && part.place === 'filter' && part.key === key);
  const { listId, segmentId, rules, ...rest } = filter;
  const kept = rules === undefined ? null : prune(readTree(rules), (condition) => isGone(condition, gone));
  return {
    ...rest,
    ...(listId !== undefined && !gone('list', listId) ? { listId } : {}),
    ...(segmentId !== undefined && !gone('segment', segmentId) ? { segmentId } : {}),
    ...(kept ? { rules: JSON.stringify(kept) } : {}),
  };
}

function isGone({ rule, with: values }: RuleCondition, gone: (kind: MissingPart['kind'], key: unknown) => boolean): boolean {
  if (rule === 'customField') return gone('field', values['fieldName']);
  if (rule === 'personalField') return gone('field', `mine:${String(values['fieldName'])}`);
  if (rule === 'inSegment') return gone('segment', values['segmentId']);
  const lists = values['listIds'];
  return rule === 'inList' && Array.isArray(lists) && lists.some((id) => gone('list', id));
}

function prune(tree: RuleTree | null, isOut: (condition: RuleCondition) => boolean): RuleTree | null {
  if (tree === null) return null;
  if (isCondition(tree)) return isOut(tree) ? null : tree;
  if ('not' in tree) {
    const not = prune(tree.not, isOut);
    return not && { not };
  }
  const parts = ('and' in tree ? tree.and : tree.or).map((part) => prune(part, isOut)).filter((part) => part !== null);
  if (parts.length === 0) return null;
  return 'and' in tree ? { and: parts } : { or: parts };
}

function readTree(text: string): RuleTree | null {
  const reading = readRuleTree(JSON.parse(text));
  return 'tree' in reading ? reading.tree : null;
}
