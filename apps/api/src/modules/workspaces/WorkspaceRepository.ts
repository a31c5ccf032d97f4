import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Context, Role, WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql } from '../../platform/database/sql.js';
import { type StepLimits, StepRemover } from '../../platform/database/removeInSteps.js';
import { type SampleState, Workspace } from './entities/Workspace.js';

export interface Membership {
  id: string;
  name: string;
  role: Role;
  isSample: boolean;
  deletedAt: string | null;
  purgeAt: string | null;
}

/** The end of the grace of what is being removed: no clock comes before it, so it cannot be restored any more. */
const LONG_AGO = new Date(0).toISOString();

@Injectable()
export class WorkspaceRepository {
  /** A deleted workspace is on the list of its owner alone, at the end: only they can restore it. */
  async listMemberships(ctx: Context, userId: string): Promise<Membership[]> {
    const rows = await queryRows<Omit<Membership, 'isSample'> & { is_sample: number | boolean }>(
      ctx.manager,
      sql`SELECT w.id, w.name, m.role, w.is_sample, w.deleted_at AS "deletedAt", w.purge_at AS "purgeAt"
          FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id
          WHERE m.user_id = ${userId} AND (w.deleted_at IS NULL OR (m.role = 'owner' AND w.purge_at > ${LONG_AGO}))
          ORDER BY CASE WHEN w.deleted_at IS NULL THEN 0 ELSE 1 END, w.is_sample, w.name, w.id`,
    );
    return rows.map(({ is_sample, ...row }) => ({ ...row, isSample: Boolean(is_sample) }));
  }

  findById(ctx: Context, id: string): Promise<Workspace | null> {
    return ctx.manager.findOneBy(Workspace, { id });
  }

  findByOwnerAndName(ctx: Context, userId: string, name: string): Promise<Workspace | null> {
    return ctx.manager.findOneBy(Workspace, { userId, name });
  }

  /** What a person owns and would take along if their account went; sample data and what is being deleted do not count. */
  listOwned(ctx: Context, userId: string): Promise<{ id: string; name: string }[]> {
    return queryRows(
      ctx.manager,
      sql`SELECT id, name FROM workspaces WHERE user_id = ${userId} AND is_sample = ${false} AND deleted_at IS NULL ORDER BY name, id`,
    );
  }

  async ownsAnyInGrace(ctx: Context, userId: string): Promise<boolean> {
    const row = await queryOne(ctx.manager, sql`SELECT id FROM workspaces WHERE user_id = ${userId} AND purge_at > ${LONG_AGO} LIMIT 1`);
    return row !== null;
  }

  findSample(ctx: Context, userId: string): Promise<Workspace | null> {
    return ctx.manager.findOneBy(Workspace, { userId, isSample: true, deletedAt: IsNull() });
  }

  /** Ends its filling. False when that has ended, or when the sample is gone. */
  async settleSample(ctx: WorkspaceContext, state: SampleState): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE workspaces SET sample_state = ${state} WHERE id = ${ctx.workspaceId} AND sample_state = 'filling' AND deleted_at IS NULL`,
    );
    return changed === 1;
  }

  /** Counts a step of its filling. False when it has been counted, when the filling has ended, or when the sample is gone. */
  async takeSampleStep(ctx: WorkspaceContext, step: number): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE workspaces SET sample_steps = ${step + 1}
          WHERE id = ${ctx.workspaceId} AND sample_steps = ${step} AND sample_state = 'filling' AND deleted_at IS NULL`,
    );
    return changed === 1;
  }

  async insert(ctx: Context, workspace: Workspace): Promise<void> {
    await ctx.manager.insert(Workspace, workspace);
  }

  async update(ctx: WorkspaceContext, changes: Partial<Workspace>): Promise<void> {
    if (Object.keys(changes).length > 0) await ctx.manager.update(Workspace, { id: ctx.workspaceId }, changes);
  }

  /** Begins the grace. False when it has begun already. */
  async markDeleted(ctx: WorkspaceContext, deletedAt: string, purgeAt: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE workspaces SET deleted_at = ${deletedAt}, purge_at = ${purgeAt} WHERE id = ${ctx.workspaceId} AND deleted_at IS NULL`,
    );
    return changed === 1;
  }

  /** Ends the grace. False when there is none, or when it is over. */
  async unmarkDeleted(ctx: WorkspaceContext, now: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE workspaces SET deleted_at = NULL, purge_at = NULL WHERE id = ${ctx.workspaceId} AND deleted_at IS NOT NULL AND purge_at > ${now}`,
    );
    return changed === 1;
  }

  /** Those whose grace is over, one step of the way behind the other. */
  listDueForPurge(ctx: Context, now: string): Promise<{ id: string; name: string }[]> {
    return queryRows(ctx.manager, sql`SELECT id, name FROM workspaces WHERE purge_at <= ${now} ORDER BY purge_at, id`);
  }

  /** What is in it is being removed: nobody is a member of it any more, and its name is free. */
  async markRemoved(ctx: Context, id: string, now: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE workspaces SET deleted_at = COALESCE(deleted_at, ${now}), purge_at = ${LONG_AGO}, name = id WHERE id = ${id}`,
    );
    await execute(ctx.manager, sql`DELETE FROM workspace_members WHERE workspace_id = ${id}`);
  }

  /** Takes what is in it away, a little at a time. False when it was stopped, or when its grace is not over. */
  async empty(ctx: Context, id: string, limits: StepLimits): Promise<boolean> {
    const isMarked = await queryOne(ctx.manager, sql`SELECT id FROM workspaces WHERE id = ${id} AND purge_at = ${LONG_AGO}`);
    return isMarked !== null && (await new StepRemover(ctx.manager, limits).empty('workspaces', [id]));
  }

  /** The empty row itself. */
  async delete(ctx: Context, id: string): Promise<boolean> {
    return (await execute(ctx.manager, sql`DELETE FROM workspaces WHERE id = ${id} AND purge_at = ${LONG_AGO}`)) === 1;
  }
}
