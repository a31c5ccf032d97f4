import { CONTACT_TRASH_DAYS } from '@rapport/common';
import { type ActWords, changeWords, people, type ToldEntry } from '../../platform/audit/tellActs.js';

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

function bulkWords({ details }: ToldEntry): string {
  return BULK_WORDS[String(details['bulkAction'])]?.replace('{n}', people(details['affected'])) ?? 'contact bulk done';
}
