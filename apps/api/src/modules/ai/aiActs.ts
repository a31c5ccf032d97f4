import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of AI, and how the log tells it. */
export const aiActs = {
  'ai.settingsChanged': 'changed the AI settings',
  'ai.asked': ({ details }) => `asked AI for ${TASK_WORDS[String(details['task'])] ?? 'a text'}`,
  'ai.accepted': ({ details }) =>
    Array.isArray(details['confirmed']) && details['confirmed'].length > 0
      ? 'accepted a text from AI, and stated parts of it on their own authority'
      : 'accepted a text from AI',
  'ai.rejected': 'rejected a text from AI',
} as const satisfies Record<string, ActWords>;

const TASK_WORDS: Readonly<Record<string, string>> = {
  draft: 'a draft',
  subjects: 'subject lines',
  rewrite: 'another wording',
  personal: 'a message to a contact',
  reply: 'a reply',
  summary: 'a summary of a timeline',
};

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    ai: keyof typeof aiActs;
  }
}
