import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of the mail lab, and how the log tells it. */
export const mailLabActs = {
  'mailLab.played': 'simulated the recipient of a message in the mail lab',
  'mailLab.emptied': 'emptied the mail lab',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    mailLab: keyof typeof mailLabActs;
  }
}
