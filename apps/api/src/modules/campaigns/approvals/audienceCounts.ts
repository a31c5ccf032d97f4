import type { AudienceCount, AudienceMember } from '../AudienceRepository.js';
import type { SkipReason } from '../RecipientDtos.js';

/** Whether the rules of the campaign name this person: neither in the trash nor on an excluded list or in an excluded segment. Only those are approved. */
export function isOfAudience({ skipReason }: Pick<AudienceMember, 'skipReason'>): boolean {
  return skipReason !== 'trashed' && skipReason !== 'excludedList' && skipReason !== 'excludedSegment';
}

export function countSendable(counts: readonly AudienceCount[]): number {
  return Number(counts.find(({ skipReason }) => skipReason === null)?.count ?? 0);
}

/** Those for whom the message cannot be written are no longer among those who get it. */
export function withLeftOut(counts: readonly AudienceCount[], leftOut: readonly AudienceCount[]): AudienceCount[] {
  const total = leftOut.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return [...counts];
  const others = counts.filter(({ skipReason }) => skipReason !== null);
  return [...others, ...leftOut, { skipReason: null, count: Math.max(0, countSendable(counts) - total) }];
}

/** Counts people by reason while they are read. */
export class ReasonTally {
  private readonly counts = new Map<SkipReason | null, number>();

  add(reason: SkipReason | null): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }

  toCounts(): AudienceCount[] {
    return [...this.counts].map(([skipReason, count]) => ({ skipReason, count }));
  }
}
