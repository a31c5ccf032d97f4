import type { SamplePlan, WinnerRule } from './AbTest.js';
import { chanceOfDifference, pairsOf, type Proportion } from './proportions.js';

/** What became of the messages of one variant. */
export interface VariantFigures {
  readonly variantId: string;
  /** Taken over by a mail server, and not returned. */
  readonly sent: number;
  readonly opened: number;
  readonly clicked: number;
  readonly replied: number;
  readonly unsubscribed: number;
  readonly complained: number;
  readonly bounced: number;
}

export interface Verdict {
  readonly leaderId: string;
  /** How sure it is that the leader is no accident, in percent, rounded down; null: too few people did it to say. */
  readonly confidence: number | null;
  readonly isWinner: boolean;
}

/** Nothing that is counted is certain. */
const MOST_SURE = 99.9;

const COUNTED = { opens: 'opened', clicks: 'clicked', replies: 'replied' } as const satisfies Record<WinnerRule, keyof VariantFigures>;

/** By how many of its recipients a variant is judged. */
export function judgedBy(rule: WinnerRule, figures: VariantFigures): Proportion {
  return { count: figures[COUNTED[rule]], of: figures.sent };
}

/**
 * The variant with the largest share against the runner-up. As the two are found by looking at all, the chance is corrected for all pairs.
 * `figures`: in the order of the variants, so that of equals the earlier one leads.
 */
export function verdictOf({ rule, confidence }: Pick<SamplePlan, 'rule' | 'confidence'>, figures: readonly VariantFigures[]): Verdict {
  const ranked = figures
    .map((one) => ({ id: one.variantId, judged: judgedBy(rule, one) }))
    .toSorted((one, other) => shareOf(other.judged) - shareOf(one.judged));
  const [leader, second] = ranked;
  if (!leader || !second) throw new Error('A test has at least two variants.');
  const chance = chanceOfDifference(leader.judged, second.judged);
  if (chance === null) return { leaderId: leader.id, confidence: null, isWinner: false };
  const sure = 1 - Math.min(1, chance * pairsOf(figures.length));
  return { leaderId: leader.id, confidence: Math.min(MOST_SURE, Math.floor(sure * 1000) / 10), isWinner: sure * 100 >= confidence };
}

function shareOf({ count, of }: Proportion): number {
  return of === 0 ? 0 : count / of;
}
