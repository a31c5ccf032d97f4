import { type ActWords, count } from '../../platform/audit/tellActs.js';

/** What is recorded of the log itself, and how the log tells it. */
export const auditActs = {
  'audit.exported': ({ details }) => `exported the audit log (${count(details['entries'])} entries)`,
  'audit.redacted': ({ details }) => `took an erased person out of ${count(details['count'])} entries`,
  'audit.verified': ({ details }) =>
    `verified the audit log${details['isUnbroken'] === true ? ` (unbroken, ${count(details['entries'])} entries)` : ' (broken)'}`,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    audit: keyof typeof auditActs;
  }
}
