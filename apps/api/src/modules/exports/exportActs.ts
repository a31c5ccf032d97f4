import { type ActWords, count } from '../../platform/audit/tellActs.js';

const WHAT: Readonly<Record<string, string>> = { contacts: 'contacts', timeline: 'timeline entries', person: 'records of one person' };

/** What is recorded of exports, and how the log tells it. */
export const exportActs = {
  'export.started': ({ details }) =>
    details['kind'] === 'person'
      ? 'began to export everything about one person'
      : `began to export ${WHAT[String(details['kind'])] ?? 'data'}`,
  'export.completed': ({ details }) => `exported ${count(details['rows'])} ${WHAT[String(details['kind'])] ?? 'rows'}`,
  'export.failed': 'stopped the export after an error',
  'export.cancelled': 'cancelled the export',
  'export.downloaded': ({ details }) => `downloaded an export of ${count(details['rows'])} ${WHAT[String(details['kind'])] ?? 'rows'}`,
  'export.deleted': 'deleted the export',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    exports: keyof typeof exportActs;
  }
}
