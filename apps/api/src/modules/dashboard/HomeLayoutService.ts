import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryOne, sql } from '../../platform/database/sql.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { completed, DEFAULT_LAYOUT, type HomeLayout } from './homeLayout.js';
import type { HomeLayoutDto } from './HomeLayoutDtos.js';

/** How each member has arranged Home, on every device alike. The only file that queries it. Two devices at once: the last one counts. */
@Injectable()
export class HomeLayoutService {
  constructor(private readonly clock: Clock) {}

  async get(ctx: WorkspaceContext): Promise<HomeLayoutDto> {
    const row = await queryOne<{ widgets: string }>(
      ctx.manager,
      sql`SELECT widgets_json AS widgets FROM home_layouts WHERE workspace_id = ${ctx.workspaceId} AND user_id = ${actorUserId(ctx)}`,
    );
    return present(row ? (JSON.parse(row.widgets) as HomeLayout) : DEFAULT_LAYOUT, !row);
  }

  async save(ctx: WorkspaceContext, { left, right, hidden }: HomeLayout): Promise<HomeLayoutDto> {
    const layout = completed({ left, right, hidden });
    await execute(
      ctx.manager,
      sql`INSERT INTO home_layouts (workspace_id, user_id, widgets_json, updated_at)
          VALUES (${ctx.workspaceId}, ${actorUserId(ctx)}, ${JSON.stringify(layout)}, ${nowIso(this.clock)})
          ON CONFLICT (workspace_id, user_id) DO UPDATE SET widgets_json = excluded.widgets_json, updated_at = excluded.updated_at`,
    );
    return present(layout, false);
  }

  async reset(ctx: WorkspaceContext): Promise<HomeLayoutDto> {
    await execute(ctx.manager, sql`DELETE FROM home_layouts WHERE workspace_id = ${ctx.workspaceId} AND user_id = ${actorUserId(ctx)}`);
    return present(DEFAULT_LAYOUT, true);
  }
}

function present(layout: HomeLayout, isDefault: boolean): HomeLayoutDto {
  const { left, right, hidden } = completed(layout);
  return { left: [...left], right: [...right], hidden: [...hidden], isDefault };
}
