import type { EntityManager } from 'typeorm';
import { newId } from '../database/ids.js';
import type { Actor, Context, WorkspaceContext } from './Context.js';

/** A context for work that belongs to no workspace (boot, sweeps); in a job, for the request that wanted it. */
export function systemContext(manager: EntityManager, requestId: string = newId()): Context {
  return { requestId, actor: { type: 'system' }, ip: null, manager };
}

/** A context for background work in one workspace; jobs act with the rights of an owner, for the request that wanted them. */
export function jobContext(manager: EntityManager, workspaceId: string, jobName: string, requestId: string = newId()): WorkspaceContext {
  return { requestId, actor: { type: 'job', name: jobName }, ip: null, manager, workspaceId, role: 'owner' };
}

/** The same request, narrowed to one workspace. The caller has checked that it may. */
export function inWorkspace(ctx: Context, workspaceId: string, role: WorkspaceContext['role'], actor: Actor = ctx.actor): WorkspaceContext {
  return { ...ctx, actor, workspaceId, role };
}
