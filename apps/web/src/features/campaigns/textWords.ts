import { LONGEST_TEXT, type TextSegments } from '@rapport/common';
import { formatCount, plural } from '../../shared/format/format';
import type { CampaignReview } from './campaignQueries';

/** "2 segments, 94 characters left in the last": how a text that is being written is cut. */
export function segmentWords({ count, unitsLeft, units }: TextSegments): string {
  if (count === 0) return `Up to ${formatCount(LONGEST_TEXT)} characters. Merge tags are filled in for each recipient.`;
  return `${formatCount(units)} characters as written, ${plural(count, 'segment')}; ${formatCount(unitsLeft)} left in ${count === 1 ? 'it' : 'the last'}`;
}

/** "about €1.00"; nothing where the price is not known. */
export function costWords({ total, currency }: Pick<NonNullable<CampaignReview['cost']>, 'total' | 'currency'>): string | null {
  if (total === null) return null;
  return `about ${new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(total)}`;
}
