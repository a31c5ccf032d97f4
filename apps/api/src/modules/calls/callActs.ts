import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of calls, and how the log tells it. */
export const callActs = {
  'contact.called': () => 'called this contact',
  'contact.callCancelled': () => 'cancelled a call',
  'call.ownPhoneSet': () => 'set the phone that rings for calls',
  'call.ownPhoneRemoved': () => 'removed the phone that rings for calls',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    calls: keyof typeof callActs;
  }
}
