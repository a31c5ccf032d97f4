import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of notes, and how the log tells it. */
export const noteActs = {
  'contact.noteAdded': 'wrote a note',
  'contact.noteDeleted': 'deleted a note',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    timeline: keyof typeof noteActs;
  }
}
