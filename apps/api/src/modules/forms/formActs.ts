import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of sign-up forms, and how the log tells it. */
export const formActs = {
  'form.created': 'created the sign-up form',
  'form.updated': changeWords,
  'form.deleted': 'deleted the sign-up form',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    forms: keyof typeof formActs;
  }
}
