import { CONTACT_TRASH_DAYS } from '@rapport/common';
import { type ActWords, changeWords, people, short, type ToldEntry } from '../../platform/audit/tellActs.js';

/** What is recorded of contacts, and how the log tells it. */
export const contactActs = {
  'contact.created': 'added the contact',
  'contact.trashed': 'moved the contact to the trash',
  'contact.erased': 'erased a person at their request',
  'contact.restored': 'restored the contact from the trash',
  'contact.bulkStarted': 'started a bulk action',
  'contact.bulkUndoStarted': 'started undoing a bulk action',
  'contact.bulkUndone': ({ details }) => `undid a bulk action (${people(details['affected'])})`,
  'contact.bulkCancelled': 'cancelled a bulk action',
  'contact.purged': `removed contacts for good after ${CONTACT_TRASH_DAYS} days in the trash`,
  'contact.updated': changeWords,
  'contact.bulkDone': bulkWords,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    contacts: keyof typeof contactActs;
  }
}

const BULK_WORDS: Readonly<Record<string, string>> = {
  trash: 'moved {n} to the trash',
  restore: 'restored {n} from the trash',
  addToList: 'added {n} to the list',
  removeFromList: 'removed {n} from the list',
  moveToStage: 'moved {n} to the stage',
  leaveStage: 'took {n} off their stage',
  mergeDuplicates: 'merged {n} into their exact duplicates',
  import: 'imported {n}',
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  set: 'set {field} to {value} for {n}',
  clear: 'cleared {field} of {n}',
  add: 'added {value} to {field} of {n}',
  remove: 'removed {value} from {field} of {n}',
};

function bulkWords({ details }: ToldEntry): string {
  if (details['bulkAction'] === 'setField') return fieldWords(details);
  return BULK_WORDS[String(details['bulkAction'])]?.replace('{n}', people(details['affected'])) ?? 'contact bulk done';
}

/** What people called things is put in last and in one go, so that none of it is taken for a place. */
function fieldWords({ how, field, value, affected }: ToldEntry['details']): string {
  const parts: Readonly<Record<string, string>> = {
    field: short(String(field)),
    value: `“${short(String(value))}”`,
    n: people(affected),
  };
  return (FIELD_WORDS[String(how)] ?? 'set {field} for {n}').replace(/\{(\w+)\}/g, (_all, name: string) => parts[name] ?? '');
}
