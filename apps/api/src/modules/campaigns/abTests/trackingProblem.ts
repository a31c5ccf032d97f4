import { type AppError, invalidField } from '../../../platform/http/AppError.js';
import type { Tracking } from '../tracking/Tracking.js';
import type { WinnerRule } from './AbTest.js';

const WORDS = {
  opens: 'This campaign doesn’t follow opens, so no variant could win by them. Switch that on under “What”, or choose another rule.',
  clicks: 'This campaign doesn’t follow clicks, so no variant could win by them. Switch that on under “What”, or choose another rule.',
  anonymous:
    'This workspace counts opens and clicks without names, so Rapport can’t tell how many people of a variant did it. Let the winner be chosen by replies.',
} as const;

export type TrackingProblem = keyof typeof WORDS;

/** Why no variant could win by a rule; null: one could. */
export function trackingProblem(rule: WinnerRule, { opens, clicks, isAnonymous }: Tracking): TrackingProblem | null {
  if (rule === 'replies') return null;
  if (!(rule === 'opens' ? opens : clicks)) return rule;
  return isAnonymous ? 'anonymous' : null;
}

export function trackingWords(problem: TrackingProblem): string {
  return WORDS[problem];
}

export function notCounted(problem: TrackingProblem): AppError {
  return invalidField('abTest.sample.rule', 'abTest.notTracked', WORDS[problem]);
}
