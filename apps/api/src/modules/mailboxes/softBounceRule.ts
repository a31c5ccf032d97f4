const DAY_MS = 86_400_000;

/** So many soft bounces, on so many days, within so many days, and no sign of life between: the address is given up (docs/adr/0120). */
export const SOFT_BOUNCES = { times: 5, days: 3, within: 30 } as const;

interface About {
  readonly kind: string;
  readonly severity: string | null;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export function softBouncesSince(now: Date): string {
  return new Date(now.getTime() - SOFT_BOUNCES.within * DAY_MS).toISOString();
}

/** `told`: what came about the address within the time. `lastSign`: when its owner was last heard of otherwise. */
export function isGivenUp(told: readonly About[], lastSign: string | null): boolean {
  const answered = told.filter(({ kind }) => kind === 'reply' || kind === 'autoReply').map(({ at }) => at);
  const alive = [...answered, lastSign ?? ''].sort().at(-1) ?? '';
  const soft = told.filter(({ kind, severity, at }) => kind === 'bounce' && severity === 'soft' && at > alive);
  return soft.length >= SOFT_BOUNCES.times && new Set(soft.map(({ at }) => at.slice(0, 10))).size >= SOFT_BOUNCES.days;
}
