import type { Role } from './WorkspaceContext';

const words: Record<Role, { label: string; may: string }> = {
  owner: { label: 'Owner', may: 'May do everything' },
  admin: { label: 'Admin', may: 'May do everything but change owners' },
  author: { label: 'Author', may: 'Edits contacts, templates and campaigns' },
  approver: { label: 'Approver', may: 'Approves campaigns and launches them' },
  viewer: { label: 'Viewer', may: 'Sees everything, changes nothing' },
};

export function roleWord(role: Role): string {
  return words[role].label;
}

export const givableRoles = (['admin', 'author', 'approver', 'viewer'] as const).map((role) => ({ value: role, ...words[role] }));
