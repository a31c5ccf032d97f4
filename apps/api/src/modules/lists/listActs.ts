import { type ActWords, changeWords, people } from '../../platform/audit/tellActs.js';

/** What is recorded of lists, and how the log tells it. */
export const listActs = {
  'list.created': 'created the list',
  'list.deleted': 'deleted the list',
  'list.contactsAdded': ({ details }) => `added contacts to the list (${people(details['count'])})`,
  'list.contactsRemoved': ({ details }) => `removed contacts from the list (${people(details['count'])})`,
  'list.updated': changeWords,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    lists: keyof typeof listActs;
  }
}
