import { GIVABLE_ROLES, type Role } from '@rapport/common';

const words: Record<Role, { label: string; may: string }> = {
  owner: { label: 'Owner', may: 'Can do everything, including deleting and transferring the workspace' },
  admin: { label: 'Admin', may: 'Can do everything except delete or transfer the workspace' },
  author: { label: 'Author', may: 'Edits contacts, templates and campaigns; cannot approve or send' },
  approver: { label: 'Approver', may: 'Approves campaigns and launches them; cannot edit' },
  viewer: { label: 'Viewer', may: 'Sees everything, changes nothing' },
};

export function roleMay(role: Role): string {
  return words[role].may;
}

export function roleWord(role: Role): string {
  return words[role].label;
}

export const givableRoles = GIVABLE_ROLES.map((role) => ({ value: role, ...words[role] }));
