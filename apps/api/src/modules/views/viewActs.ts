import { type ActWords, changeWords } from '../../platform/audit/tellActs.js';

/** What is recorded of views, and how the log tells it. */
export const viewActs = {
  'view.created': 'saved the view',
  'view.updated': changeWords,
  'view.deleted': 'deleted the view',
  'view.restored': 'restored the view',
  'view.madeDefault': 'made it their default view',
  'view.droppedDefault': 'made it their default view no longer',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    views: keyof typeof viewActs;
  }
}
