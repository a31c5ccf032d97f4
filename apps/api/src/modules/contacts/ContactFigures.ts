import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { sql } from '../../platform/database/sql.js';
import { FiguresService } from '../figures/FiguresService.js';
import { type DayFigure, sliceIn } from '../figures/public.js';

const SOURCE = 'contacts';
/** Contacts that are not in the trash, by when they were added. */
const METRIC = 'contacts';

/** How many contacts a workspace has, and when they were added. One in the trash is none, and is one of its day again when it comes back. */
@Injectable()
export class ContactFigures implements OnModuleInit {
  constructor(private readonly figures: FiguresService) {}

  onModuleInit(): void {
    this.figures.register(SOURCE, {
      metrics: [METRIC],
      listSubjects: (ctx, after, limit) =>
        sql`SELECT id FROM workspaces WHERE id = ${ctx.workspaceId} AND id > ${after} ORDER BY id LIMIT ${limit}`,
      count: (ctx, subjects) => {
        const slice = sliceIn(sql.raw('created_on'));
        return sql`SELECT workspace_id AS subject_id, ${METRIC} AS metric, ${slice} AS slice, COUNT(*) AS n FROM base_contacts
          WHERE workspace_id = ${ctx.workspaceId} AND workspace_id IN (${subjects}) AND deleted_at IS NULL GROUP BY workspace_id, ${slice}`;
      },
    });
  }

  /** Contacts that are there now, by when they were added. */
  added(ctx: WorkspaceContext, createdOn: readonly string[]): void {
    this.count(ctx, createdOn, 1);
  }

  /** Contacts that were there until now. */
  removed(ctx: WorkspaceContext, createdOn: readonly string[]): void {
    this.count(ctx, createdOn, -1);
  }

  async total(ctx: WorkspaceContext): Promise<number> {
    return (await this.figures.totals(ctx, SOURCE, [ctx.workspaceId])).get(ctx.workspaceId)?.[METRIC] ?? 0;
  }

  days(ctx: WorkspaceContext, period: { readonly from: string; readonly timeZone: string }): Promise<DayFigure[]> {
    return this.figures.days(ctx, SOURCE, [ctx.workspaceId], period);
  }

  /** Those that come together mostly come at one moment. */
  private count({ manager, workspaceId }: WorkspaceContext, moments: readonly string[], n: 1 | -1): void {
    const counts = new Map<string, number>();
    for (const at of moments) counts.set(at, (counts.get(at) ?? 0) + n);
    this.figures.count(
      manager,
      [...counts].map(([at, n]) => ({ workspaceId, subjectId: workspaceId, metric: METRIC, at, n })),
    );
  }
}
