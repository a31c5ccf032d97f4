import { type ActWords, changeWords, count } from '../../platform/audit/tellActs.js';

/** What is recorded of imports, and how the log tells it. */
export const importActs = {
  'import.uploaded': ({ details }) =>
    `uploaded a file to import${typeof details['fileName'] === 'string' ? ` (${details['fileName']})` : ''}`,
  'import.rehearsed': 'rehearsed the import',
  'import.rehearsalCancelled': 'cancelled the rehearsal of the import',
  'import.undoStarted': 'started to undo the import',
  'import.started': 'started the import',
  'import.completed': ({ details }) =>
    `finished the import (${count(details['created'])} created, ${count(details['updated'])} updated, ${count(details['rejected'])} rejected)`,
  'import.rowsFixed': ({ details }) =>
    `fixed rejected rows of the import (${count(details['created'])} created, ${count(details['updated'])} updated, ${count(details['rejected'])} still rejected)`,
  'import.failed': 'stopped the import after an error',
  'import.cancelled': 'cancelled the import',
  'import.discarded': 'discarded the import',
  'import.updated': changeWords,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    imports: keyof typeof importActs;
  }
}
