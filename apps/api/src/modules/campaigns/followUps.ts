import type { EngagementEvent, RuleCondition, RuleTree } from '@rapport/common';
import type { Tracking } from './tracking/Tracking.js';

/** Parts of a campaign's recipients to whom another one can be sent. */
export const FOLLOW_UP_SLICES = ['opened', 'notOpened', 'clicked', 'notClicked', 'replied', 'notReplied'] as const;
export type FollowUpSlice = (typeof FOLLOW_UP_SLICES)[number];

type Slice = {
  readonly isWithout: boolean;
  /** After the name of the campaign. */
  readonly words: string;
} & (
  | { readonly event: 'replied'; readonly needs: null }
  /** What has to be followed to know it. */
  | { readonly event: 'opened' | 'clicked'; readonly needs: 'opens' | 'clicks' }
);

const SLICES: Readonly<Record<FollowUpSlice, Slice>> = {
  opened: { event: 'opened', isWithout: false, needs: 'opens', words: 'opened' },
  notOpened: { event: 'opened', isWithout: true, needs: 'opens', words: 'not opened' },
  clicked: { event: 'clicked', isWithout: false, needs: 'clicks', words: 'clicked' },
  notClicked: { event: 'clicked', isWithout: true, needs: 'clicks', words: 'not clicked' },
  replied: { event: 'replied', isWithout: false, needs: null, words: 'replied' },
  notReplied: { event: 'replied', isWithout: true, needs: null, words: 'not replied' },
};

/** Room for the words of a slice and a number behind them. */
const LONGEST_NAME = 80;

export function followUpName(campaign: string, slice: FollowUpSlice): string {
  return `${[...campaign].slice(0, LONGEST_NAME).join('').trim()} – ${SLICES[slice].words}`;
}

/** Whom a slice means, as rules: asked anew whenever the follow-up is sent, so whoever opens the first message meanwhile is no longer in it. */
export function rulesOfSlice(campaignId: string, slice: FollowUpSlice): RuleTree {
  const { event, isWithout } = SLICES[slice];
  const had = (what: EngagementEvent): RuleCondition => ({
    rule: 'engagement',
    with: { event: what, operator: 'ever', campaignIds: [campaignId] },
  });
  return { and: isWithout ? [had('sent'), { not: had(event) }] : [had(event)] };
}

/** Why nobody can be told apart by this; null when they can. What was followed once is known, whatever holds now. */
export function sliceProblem(
  slice: FollowUpSlice,
  tracking: Pick<Tracking, 'opens' | 'clicks' | 'isAnonymous'>,
  counts: Readonly<Record<'opened' | 'clicked', number>>,
): 'notTracked' | 'anonymous' | null {
  const { event, needs } = SLICES[slice];
  if (needs === null || counts[event] > 0) return null;
  if (!tracking[needs]) return 'notTracked';
  return tracking.isAnonymous ? 'anonymous' : null;
}
