import { type ActWords, changeWords } from '../../../platform/audit/tellActs.js';

/** What is recorded of topics, and how the log tells it. */
export const topicActs = {
  'topic.created': 'created the topic',
  'topic.updated': changeWords,
  'topic.archived': 'archived the topic',
  'topic.restored': 'restored the topic',
  'topic.ordered': 'changed the order of the topics',
} as const satisfies Record<string, ActWords>;

declare module '../../../platform/audit/AuditWords.js' {
  interface AuditActs {
    topics: keyof typeof topicActs;
  }
}
