import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { ContactFilterDto } from '../contacts/public.js';
import type { ViewColumnDto } from './ViewDtos.js';

/** A view as one member sees it. */
export interface ViewHead {
  readonly id: string;
  readonly name: string;
  readonly isShared: boolean;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly isDefault: boolean;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface StoredView extends ViewHead {
  readonly columns: readonly ViewColumnDto[];
  readonly sort: string;
  readonly filter: ContactFilterDto;
}

type HeadRow = Omit<ViewHead, 'isShared' | 'isDefault'> & { readonly isShared: boolean | number; readonly isDefault: boolean | number };
type ViewRow = HeadRow & { readonly columnsJson: string; readonly sort: string; readonly filterJson: string };

/** What is written of a view; the rest is known from the context or set by the database. */
export type WrittenView = Pick<StoredView, 'id' | 'name' | 'isShared' | 'columns' | 'sort' | 'filter' | 'version' | 'updatedAt'>;

/** The only file that queries saved views and who opens the table with which. */
@Injectable()
export class ViewRepository {
  /** The member's own and the shared ones, by name. */
  async listVisible(ctx: WorkspaceContext, userId: string | null): Promise<ViewHead[]> {
    const rows = await queryRows<HeadRow>(
      ctx.manager,
      sql`SELECT ${head(ctx, userId)} FROM saved_views v
          WHERE v.workspace_id = ${ctx.workspaceId} AND v.deleted_at IS NULL AND (v.is_shared = ${true} OR v.owner_id = ${userId})
          ORDER BY v.name, v.id`,
    );
    return rows.map(toHead);
  }

  /** One that the member may see. `state`: among the deleted ones or the others. */
  async findVisible(
    ctx: WorkspaceContext,
    userId: string | null,
    id: string,
    state: 'live' | 'deleted' = 'live',
  ): Promise<StoredView | null> {
    const isThere = state === 'live' ? sql`v.deleted_at IS NULL` : sql`v.deleted_at IS NOT NULL`;
    const row = await queryOne<ViewRow>(
      ctx.manager,
      sql`SELECT ${head(ctx, userId)}, v.columns_json AS "columnsJson", v.sort, v.filter_json AS "filterJson" FROM saved_views v
          WHERE v.id = ${id} AND v.workspace_id = ${ctx.workspaceId} AND ${isThere} AND (v.is_shared = ${true} OR v.owner_id = ${userId})`,
    );
    if (!row) return null;
    const { columnsJson, filterJson, sort, ...rest } = row;
    return {
      ...toHead(rest),
      sort,
      columns: JSON.parse(columnsJson) as ViewColumnDto[],
      filter: JSON.parse(filterJson) as ContactFilterDto,
    };
  }

  /** Of views that are not deleted. */
  async countOf(ctx: WorkspaceContext, ownerId: string | null): Promise<number> {
    const row = await queryOne<{ n: number }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM saved_views WHERE workspace_id = ${ctx.workspaceId} AND owner_id = ${ownerId} AND deleted_at IS NULL`,
    );
    return Number(row?.n ?? 0);
  }

  async isNameTaken(
    ctx: WorkspaceContext,
    { ownerId, name, exceptId }: { ownerId: string | null; name: string; exceptId: string },
  ): Promise<boolean> {
    const row = await queryOne(
      ctx.manager,
      sql`SELECT 1 AS one FROM saved_views
          WHERE workspace_id = ${ctx.workspaceId} AND owner_id = ${ownerId} AND name = ${name} AND deleted_at IS NULL AND id <> ${exceptId}`,
    );
    return row !== null;
  }

  async insert(ctx: WorkspaceContext, ownerId: string | null, view: WrittenView): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO saved_views (id, workspace_id, owner_id, name, is_shared, columns_json, sort, filter_json, version, created_at, updated_at)
          VALUES (${view.id}, ${ctx.workspaceId}, ${ownerId}, ${view.name}, ${view.isShared}, ${JSON.stringify(view.columns)}, ${view.sort},
            ${JSON.stringify(view.filter)}, ${view.version}, ${view.updatedAt}, ${view.updatedAt})`,
    );
  }

  /** False when it has another version by now. */
  async update(ctx: WorkspaceContext, view: WrittenView): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE saved_views SET name = ${view.name}, is_shared = ${view.isShared}, columns_json = ${JSON.stringify(view.columns)}, sort = ${view.sort},
            filter_json = ${JSON.stringify(view.filter)}, version = ${view.version + 1}, updated_at = ${view.updatedAt}
          WHERE id = ${view.id} AND workspace_id = ${ctx.workspaceId} AND version = ${view.version} AND deleted_at IS NULL`,
    );
    return changed === 1;
  }

  /** False when it was so already. */
  async setDeleted(ctx: WorkspaceContext, id: string, at: string | null): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE saved_views SET deleted_at = ${at} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}
            AND ${at === null ? sql`deleted_at IS NOT NULL` : sql`deleted_at IS NULL`}`,
    );
    return changed === 1;
  }

  async setDefault(ctx: WorkspaceContext, userId: string, viewId: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO saved_view_defaults (workspace_id, user_id, view_id) VALUES (${ctx.workspaceId}, ${userId}, ${viewId})
          ON CONFLICT (workspace_id, user_id) DO UPDATE SET view_id = excluded.view_id`,
    );
  }

  /** False when it was not the default. */
  async dropDefault(ctx: WorkspaceContext, userId: string, viewId: string): Promise<boolean> {
    const dropped = await execute(
      ctx.manager,
      sql`DELETE FROM saved_view_defaults WHERE workspace_id = ${ctx.workspaceId} AND user_id = ${userId} AND view_id = ${viewId}`,
    );
    return dropped === 1;
  }

  /** Those that are deleted too: the log tells of them. */
  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await queryRows<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, name FROM saved_views WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }
}

function head(ctx: WorkspaceContext, userId: string | null): SqlFragment {
  return sql`v.id, v.name, v.is_shared AS "isShared", v.owner_id AS "ownerId", v.version, v.created_at AS "createdAt", v.updated_at AS "updatedAt",
    (SELECT COALESCE(u.name, u.email) FROM users u WHERE u.id = v.owner_id) AS "ownerName",
    EXISTS (SELECT 1 FROM saved_view_defaults d WHERE d.workspace_id = ${ctx.workspaceId} AND d.user_id = ${userId} AND d.view_id = v.id) AS "isDefault"`;
}

function toHead({ isShared, isDefault, version, ...row }: HeadRow): ViewHead {
  return { ...row, version: Number(version), isShared: Boolean(isShared), isDefault: Boolean(isDefault) };
}
