import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of tracking domains, and how the log tells it. */
export const linkDomainActs = {
  'linkDomain.set': ({ details }) => `entered the tracking domain ${String(details['host'])}`,
  'linkDomain.checked': ({ details }) =>
    details['state'] === 'ready'
      ? `checked the tracking domain ${String(details['host'])}, which works`
      : `checked the tracking domain ${String(details['host'])}, which does not work`,
  'linkDomain.removed': ({ details }) => `removed the tracking domain ${String(details['host'])}`,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    linkDomains: keyof typeof linkDomainActs;
  }
}
