import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of segments, and how the log tells it. */
export const segmentActs = {
  'segment.created': 'created the segment',
  'segment.updated': changeWords,
  'segment.deleted': 'deleted the segment',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    segments: keyof typeof segmentActs;
  }
}
