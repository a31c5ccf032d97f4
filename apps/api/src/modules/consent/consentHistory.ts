export const CONSENT_CHANNELS = ['email', 'text'] as const;
export type ConsentChannel = (typeof CONSENT_CHANNELS)[number];

/** Why an address is not mailed, strongest first: the strictest reason wins and hides the others. */
export const SUPPRESSION_REASONS = ['complained', 'unsubscribed', 'manual', 'bounced'] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** What happened to an address. Reasons are set by the first four; the others take exactly one kind of reason back. */
export const CONSENT_EVENTS = ['complained', 'unsubscribed', 'manual', 'bounced', 'resubscribed', 'manualLifted', 'bounceLifted'] as const;
export type ConsentEvent = (typeof CONSENT_EVENTS)[number];

/** What a reader chose: on the preference page, about one topic or for a while; by a sign-up form. It sets no reason that holds for everything. */
export const PREFERENCE_EVENTS = ['topicLeft', 'topicJoined', 'paused', 'resumed', 'subscribed'] as const;
export type PreferenceEvent = (typeof PREFERENCE_EVENTS)[number];

/** What people said about being written to, and not what a server said about an address: it holds for all addresses of a person. */
export const CARRIED_REASONS = ['complained', 'unsubscribed', 'manual'] as const satisfies readonly SuppressionReason[];
export type CarriedReason = (typeof CARRIED_REASONS)[number];

/** A merge carries a reason to the other addresses of the person; taking the merge back returns it. Neither was said by anybody. */
export type CarryEvent = `carried:${CarriedReason}` | `returned:${CarriedReason}`;
export type HistoryEvent = ConsentEvent | CarryEvent | PreferenceEvent;
/** A reason of the address itself, or one that came with a merge. */
export type HeldReason = SuppressionReason | `carried:${CarriedReason}`;

const LIFTS: Partial<Record<HistoryEvent, SuppressionReason>> = {
  resubscribed: 'unsubscribed',
  manualLifted: 'manual',
  bounceLifted: 'bounced',
};

/**
 * The reasons that hold after a history, oldest event first. Nothing takes a complaint back: who called us spam is never mailed
 * again, and an undo of the recipient lifts only what the recipient did.
 */
export function reasonsAfter(history: readonly HistoryEvent[]): ReadonlySet<HeldReason> {
  const reasons = new Set<HeldReason>();
  for (const event of history) {
    if (isPreference(event)) continue;
    const lifted = LIFTS[event];
    if (lifted !== undefined) {
      reasons.delete(lifted);
      reasons.delete(`carried:${lifted as CarriedReason}`);
    } else if (event.startsWith('returned:')) reasons.delete(event.replace('returned:', 'carried:') as HeldReason);
    else reasons.add(event as HeldReason);
  }
  return reasons;
}

export function strongest(reasons: ReadonlySet<HeldReason>): SuppressionReason | null {
  return SUPPRESSION_REASONS.find((reason) => holds(reasons, reason)) ?? null;
}

export function holds(reasons: ReadonlySet<HeldReason>, reason: SuppressionReason): boolean {
  return reasons.has(reason) || reasons.has(`carried:${reason as CarriedReason}`);
}

function isPreference(event: HistoryEvent): event is PreferenceEvent {
  return (PREFERENCE_EVENTS as readonly string[]).includes(event);
}
