import { DomainEvent } from '../../platform/events/DomainEvents.js';
import type { ConsentChannel, ConsentEvent, PreferenceEvent, SuppressionReason } from './consentHistory.js';

export interface ConsentChange {
  readonly workspaceId: string;
  readonly channel: ConsentChannel;
  readonly addressKey: string;
  readonly event: ConsentEvent | PreferenceEvent;
  /** Of a preference: the name of the topic, or until when (ISO 8601). */
  readonly about?: string;
  /** What holds now; null means that the address may be mailed again. */
  readonly reason: SuppressionReason | null;
  /** Where it came from: `unsubscribeLink`, `delivery`, `person`. */
  readonly source: string;
  readonly contactId: string | null;
  /** The ledger row whose message carried the link or was reported on. */
  readonly recipientId: string | null;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** The row of consent_events: the same id means the same event. */
  readonly consentEventId: string;
}

/** What changed in one transaction, in order: one for a click, hundreds for an import. */
export interface ConsentChanges {
  readonly changes: readonly ConsentChange[];
}

/** Published in the transaction that records it. The timeline writes an entry, campaigns count. */
export const ConsentChanged = new DomainEvent<ConsentChanges>('consent.changed');

/** Jobs that an earlier version left behind carry one change by itself. */
export function changesOf(payload: ConsentChanges | ConsentChange): readonly ConsentChange[] {
  return 'changes' in payload ? payload.changes : [payload];
}
