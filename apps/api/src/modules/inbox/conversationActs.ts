import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of conversations, and how the log tells it. */
export const conversationActs = {
  'conversation.updated': changeWords,
  'conversation.released': ({ details }) =>
    details['count'] === 1
      ? 'left 1 conversation without an assignee'
      : `left ${String(details['count'])} conversations without an assignee`,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    inbox: keyof typeof conversationActs;
  }
}
