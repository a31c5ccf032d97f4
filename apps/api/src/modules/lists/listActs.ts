import { type ActWords, changeWords, people } from '../../platform/audit/tellActs.js';

/** What is recorded of lists, and how the log tells it. */
export const listActs = {
  'list.created': 'created the list',
  'list.deleted': 'deleted the list',
  'list.contactsAdded': ({ details }) => `added contacts to the list (${people(details['count'])})`,
  'list.contactsRemoved': ({ details }) => `removed contacts from the list (${people(details['count'])})`,
  'list.updated': changeWords,
  'list.stagesOrdered': 'put the stages in another order',
  'contact.stageMoved': ({ details }) => stageWords(details),
} as const satisfies Record<string, ActWords>;

function stageWords({ from, to }: Readonly<Record<string, unknown>>): string {
  if (typeof to !== 'string') return `took the contact off the stage ${name(from)}`;
  return typeof from === 'string' ? `moved the contact from ${from} to ${to}` : `moved the contact to ${to}`;
}

function name(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    lists: keyof typeof listActs;
  }
}
