import { newId } from '../database/ids.js';
/** A context for work that no request started (boot, sweeps). */ export function systemContext(manager) {
    return {
        requestId: newId(),
        actor: {
            type: 'system'
        },
        ip: null,
        manager
    };
}
/** A context for background work in one workspace; jobs act with the rights of an owner. */ export function jobContext(manager, workspaceId, jobName) {
    return {
        requestId: newId(),
        actor: {
            type: 'job',
            name: jobName
        },
        ip: null,
        manager,
        workspaceId,
        role: 'owner'
    };
}
/** The same request, narrowed to one workspace. The caller has checked that it may. */ export function inWorkspace(ctx, workspaceId, role, actor = ctx.actor) {
    return {
        ...ctx,
        actor,
        workspaceId,
        role
    };
}
