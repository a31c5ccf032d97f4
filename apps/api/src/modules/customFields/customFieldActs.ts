import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of custom fields, and how the log tells it. */
export const customFieldActs = {
  'customField.archived': 'archived the field',
  'customField.created': 'added the field',
  'customField.deleted': 'deleted the field with all its values',
  'customField.ordered': 'put the contact fields in another order',
  'customField.restored': 'restored the field',
  'customField.typeChangeBegun': changeWords,
  'customField.typeChangeRehearsed': 'checked what a change of its type would do to the field',
  'customField.typeChanged': 'changed the type of the field',
  'customField.typeRestored': 'changed the type of the field back',
  'customField.typeUndoBegun': changeWords,
  'customField.updated': changeWords,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    customFields: keyof typeof customFieldActs;
  }
}
