import type { Role } from '../../platform/context/Context.js';

/** What each role may do, in the names of the roles whose work it includes. An author and an approver can do different things. */
const INCLUDES: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'admin', 'author', 'approver', 'viewer'],
  admin: ['admin', 'author', 'approver', 'viewer'],
  author: ['author', 'viewer'],
  approver: ['approver', 'viewer'],
  viewer: ['viewer'],
};

/** Whether a change of role takes something away. */
export function losesRights(before: Role, after: Role): boolean {
  return INCLUDES[before].some((role) => !INCLUDES[after].includes(role));
}

/** Admins and owners invite, to no role above their own. */
export function mayInvite(inviter: Role, role: Role): boolean {
  return INCLUDES[inviter].includes('admin') && INCLUDES[inviter].includes(role);
}
