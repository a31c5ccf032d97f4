/** Roles a member can hold in a workspace, strongest first. */
export const ROLES = ['owner', 'admin', 'author', 'approver', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that one member gives another; a workspace is handed over in another way. */
export const GIVABLE_ROLES = ROLES.filter((role) => role !== 'owner');

/** What each role may do, in the names of the roles whose work it includes. An author and an approver can do different things. */
const INCLUDES: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'admin', 'author', 'approver', 'viewer'],
  admin: ['admin', 'author', 'approver', 'viewer'],
  author: ['author', 'viewer'],
  approver: ['approver', 'viewer'],
  viewer: ['viewer'],
};

/** Whether someone with the role `own` may do what asks for `role`. */
export function mayActAs(own: Role, role: Role): boolean {
  return INCLUDES[own].includes(role);
}

/** Everyone who may do what asks for `role`, strongest first. */
export function rolesActingAs(role: Role): readonly Role[] {
  return ROLES.filter((own) => mayActAs(own, role));
}
