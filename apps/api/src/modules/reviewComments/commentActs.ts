import type { ActWords } from '../../platform/audit/tellActs.js';

/** What is recorded of comments, and how the log tells it. The entity is the campaign; what was said stays out of the log. */
export const commentActs = {
  'campaign.commented': 'commented on the campaign',
  'campaign.commentAnswered': 'answered a comment',
  'campaign.commentEdited': 'edited a comment',
  'campaign.commentDeleted': 'deleted a comment',
  'campaign.commentResolved': 'resolved a comment',
  'campaign.commentReopened': 'reopened a comment',
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    reviewComments: keyof typeof commentActs;
  }
}
