import { type ActWords, people } from '../../platform/audit/tellActs.js';

/** What is recorded of merges, and how the log tells it. */
export const mergeActs = {
  'contact.merged': ({ details }) => `merged ${people(details['count'])} into this one`,
  'contact.unmerged': ({ details }) => `undid the merge with ${people(details['count'])}`,
  'contact.duplicateReopened': 'said that two contacts may be the same person after all',
  'contact.duplicateDismissed': 'said that two contacts are different people',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    merge: keyof typeof mergeActs;
  }
}
