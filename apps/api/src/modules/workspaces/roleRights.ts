import { mayActAs, type Role, ROLES } from '@rapport/common';

/** Whether a change of role takes something away. */
export function losesRights(before: Role, after: Role): boolean {
  return ROLES.some((role) => mayActAs(before, role) && !mayActAs(after, role));
}

/** Admins and owners invite, to no role above their own. */
export function mayInvite(inviter: Role, role: Role): boolean {
  return mayActAs(inviter, 'admin') && mayActAs(inviter, role);
}
