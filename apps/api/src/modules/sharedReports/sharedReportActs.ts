import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of shared reports, and how the log tells it. The entity is the campaign. */
export const sharedReportActs = {
  'campaign.reportShared': ({ details }) => `created a link to the report, valid for ${String(details['days'])} days`,
  'campaign.reportUnshared': 'revoked a link to the report',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    sharedReports: keyof typeof sharedReportActs;
  }
}
