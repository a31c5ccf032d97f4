/** Roles a member can hold in a workspace, strongest first. */ export const ROLES = [
    'owner',
    'admin',
    'author',
    'approver',
    'viewer'
];
/** The acting person's id, or null for jobs and public links. */ export function actorUserId(ctx) {
    return ctx.actor.type === 'user' ? ctx.actor.userId : null;
}
