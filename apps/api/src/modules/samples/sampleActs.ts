import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of the sample workspace, and how the log tells it. */
export const sampleActs = {
  'sample.created': 'created the sample workspace',
  'sample.deleted': 'deleted the sample workspace',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    samples: keyof typeof sampleActs;
  }
}
