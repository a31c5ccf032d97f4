import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of snippets, and how the log tells it. */
export const snippetActs = {
  'snippet.created': 'created the snippet',
  'snippet.trashed': 'moved the snippet to the trash',
  'snippet.restored': 'restored the snippet from the trash',
  'snippet.updated': changeWords,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    snippets: keyof typeof snippetActs;
  }
}
