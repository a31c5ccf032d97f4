import { WORKSPACE_RESTORE_DAYS } from '@rapport/common';
import { type ActWords, changeWords, short, type ToldEntry } from '../../platform/audit/tellActs.js';

/** What is recorded of workspaces, members and invitations, and how the log tells it. */
export const workspaceActs = {
  'workspace.created': 'created the workspace',
  'workspace.transferred': 'transferred the workspace to another owner',
  'workspace.deleted': `deleted the workspace, which can be restored for ${WORKSPACE_RESTORE_DAYS} days`,
  'workspace.restored': 'restored the workspace',
  'workspace.purged': 'removed the workspace for good',
  'member.roleChanged': ({ changes }) => `changed the role of a member${roleWords(changes)}`,
  'member.removed': 'removed a member',
  'member.left': 'left the workspace',
  'invitation.sent': (entry) => `sent an invitation${invitedWords(entry)}`,
  'invitation.resent': (entry) => `sent an invitation again${invitedWords(entry)}`,
  'invitation.linkMailed': 'requested an invitation link by email',
  'invitation.revoked': 'revoked an invitation',
  'invitation.accepted': 'accepted an invitation',
  'workspace.updated': changeWords,
} as const satisfies Record<string, ActWords>;

declare module '../../platform/audit/AuditWords.js' {
  interface AuditActs {
    workspaces: keyof typeof workspaceActs;
  }
}

function roleWords(changes: ToldEntry['changes']): string {
  const role = changes.find(({ field }) => field === 'role');
  return role ? ` (${short(role.before)}, now ${short(role.after)})` : '';
}

function invitedWords({ changes, details }: ToldEntry): string {
  const email = changes.find(({ field }) => field === 'email')?.after ?? details['email'];
  return typeof email === 'string' ? ` (${short(email)})` : '';
}
