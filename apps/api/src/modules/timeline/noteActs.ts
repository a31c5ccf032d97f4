import type { ActWords } from '../../platform/audit/tellActs.js';

const WHAT: Readonly<Record<string, string>> = { note: 'a note', call: 'a call', email: 'an email', text: 'a text message' };

/** What is recorded of entries that people write, and how the log tells it. */
export const noteActs = {
  'contact.noteAdded': 'wrote a note',
  'contact.noteDeleted': 'deleted a note',
  'contact.fileUploaded': 'uploaded a file for a note',
  'contact.entryLogged': ({ details }) => `logged ${what(details['type'])}`,
  'contact.entryEdited': ({ details }) => `edited ${what(details['type'])}`,
  'contact.entryDeleted': ({ details }) => `deleted ${what(details['type'])}`,
  'contact.entryRestored': ({ details }) => `restored ${what(details['type'])}`,
} as const satisfies Record<string, ActWords>;

function what(type: unknown): string {
  return (typeof type === 'string' && WHAT[type]) || 'an entry';
}

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    timeline: keyof typeof noteActs;
  }
}
