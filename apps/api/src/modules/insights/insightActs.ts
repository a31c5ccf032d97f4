import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of insights, and how the log tells it. */
export const insightActs = { 'insight.decided': changeWords } as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    insights: keyof typeof insightActs;
  }
}
