import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of API keys, and how the log tells it. */
export const apiKeyActs = {
  'apiKey.created': 'created an API key',
  'apiKey.updated': 'changed an API key',
  'apiKey.rotated': 'rotated an API key',
  'apiKey.revoked': 'revoked an API key',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    apiKeys: keyof typeof apiKeyActs;
  }
}
