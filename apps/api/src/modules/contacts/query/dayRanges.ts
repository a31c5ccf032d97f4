import { addDays, type RuleValue } from '@rapport/common';
import { startOfDay } from '../../../platform/time/moments.js';
import type { RulePlace } from '../ContactRuleReferences.js';

/** A day, and the moment at which it begins in the workspace, in UTC. */
interface Edge {
  readonly day: string;
  readonly moment: string;
}

/** From the beginning of one day until before another one; null: without end. */
export interface DayRange {
  readonly from: Edge | null;
  readonly until: Edge | null;
}

/** The days that a question about dates means: `on`, `before`, `after`, `inLast`, `inNext` and `olderThan`. Today counts in both directions. */
export function dayRange(operator: string, values: Readonly<Record<string, RuleValue>>, { today, timeZone }: RulePlace): DayRange {
  const day = String(values['value'] ?? '');
  const days = Number(values['days'] ?? 0);
  const edge = (one: string): Edge => ({ day: one, moment: startOfDay(one, timeZone) });
  switch (operator) {
    case 'before':
      return { from: null, until: edge(day) };
    case 'after':
      return { from: edge(addDays(day, 1)), until: null };
    case 'inLast':
      return { from: edge(addDays(today, -days)), until: edge(addDays(today, 1)) };
    case 'inNext':
      return { from: edge(today), until: edge(addDays(today, days + 1)) };
    case 'olderThan':
      return { from: null, until: edge(addDays(today, -days)) };
    default:
      return { from: edge(day), until: edge(addDays(day, 1)) };
  }
}
