import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { execute, executeLast, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import type { FigureSource } from './FigureSource.js';

export interface Change {
  readonly workspaceId: string;
  readonly subjectId: string;
  readonly metric: string;
  readonly slice: string;
  readonly n: number;
}

export interface DayValue {
  readonly metric: string;
  readonly day: string;
  readonly value: number;
}

export interface ReadRow {
  /** `book`: whether there is one of this subject, `kept`: a day or all of them together, `new`: changes that are not in the days yet. */
  readonly kind: 'book' | 'kept' | 'new';
  readonly subjectId: string;
  readonly metric: string | null;
  /** A day of what is kept, a slice of what is new; '' where days are not asked for. */
  readonly at: string;
  readonly n: number;
}

/** What is stored of a subject at one moment, and the changes that this count holds already. */
export interface Count {
  readonly version: number | null;
  readonly rows: readonly { metric: string; slice: string; n: number }[];
  readonly changeIds: readonly string[];
}

export interface ChangedSubject {
  readonly workspaceId: string;
  readonly subjectId: string;
  readonly metric: string;
  readonly timeZone: string;
}

const ROWS_PER_STATEMENT = 500;

/** The tables of the figures. */
@Injectable()
export class FigureRepository {
  /** One statement for what a unit of work has changed. On PostgreSQL it is not waited for. */
  async append(manager: EntityManager, changes: readonly Change[]): Promise<void> {
    for (const some of chunks(changes, ROWS_PER_STATEMENT)) {
      const values = some.map(
        ({ workspaceId, subjectId, metric, slice, n }) => sql`(${workspaceId}, ${subjectId}, ${newId()}, ${metric}, ${slice}, ${n})`,
      );
      await executeLast(
        manager,
        sql`INSERT INTO figure_changes (workspace_id, subject_id, id, metric, slice, n) VALUES ${sql.join(values, ', ')}`,
      );
    }
  }

  /** One statement, so that what moves from the changes into the days at this moment is in one of the two. */
  async read(ctx: WorkspaceContext, subjects: SqlFragment, from: string | null): Promise<ReadRow[]> {
    const inDays = from !== null;
    const mine = sql`workspace_id = ${ctx.workspaceId} AND subject_id IN (${subjects})`;
    const at = (column: 'day' | 'slice'): SqlFragment => (inDays ? sql.raw(column) : sql.raw(`''`));
    const by = (column: 'day' | 'slice'): SqlFragment => sql.if(inDays, sql`, ${sql.raw(column)}`);
    const rows = await queryRowsAside<ReadRow>(
      ctx.manager,
      sql`SELECT 'book' AS kind, subject_id AS "subjectId", time_zone AS metric, '' AS at, 0 AS n FROM figure_books WHERE ${mine}
          UNION ALL SELECT 'kept', subject_id, metric, ${at('day')}, SUM(value) FROM daily_figures
            WHERE ${mine} ${sql.if(inDays, sql`AND day >= ${from}`)} GROUP BY subject_id, metric ${by('day')}
          UNION ALL SELECT 'new', subject_id, metric, ${at('slice')}, SUM(n) FROM figure_changes WHERE ${mine} GROUP BY subject_id, metric ${by('slice')}`,
    );
    return rows.map((row) => ({ ...row, n: Number(row.n) }));
  }

  /** Counted from what is stored. */
  async count(ctx: WorkspaceContext, source: FigureSource, subjects: SqlFragment): Promise<Omit<Change, 'workspaceId'>[]> {
    const rows = await queryRowsAside<Omit<Change, 'workspaceId'>>(
      ctx.manager,
      sql`SELECT subject_id AS "subjectId", metric, slice, n FROM (${source.count(ctx, subjects)}) AS counted`,
    );
    return rows.map((row) => ({ ...row, n: Number(row.n) }));
  }

  /**
   * One statement, hence one moment: whatever a change that is seen here says is in the counted rows, and of a change that is not seen
   * nothing is.
   */
  async countWhole(ctx: WorkspaceContext, source: FigureSource, subjectId: string): Promise<Count> {
    const mine = sql`workspace_id = ${ctx.workspaceId} AND subject_id = ${subjectId}`;
    const rows = await queryRowsAside<{ kind: 'book' | 'change' | 'count'; metric: string; slice: string; n: number }>(
      ctx.manager,
      sql`SELECT 'count' AS kind, metric, slice, n FROM (${source.count(ctx, sql.list([subjectId]))}) AS counted
          UNION ALL SELECT 'change', id, '', 0 FROM figure_changes WHERE ${mine}
          UNION ALL SELECT 'book', '', '', version FROM figure_books WHERE ${mine}`,
    );
    const book = rows.find(({ kind }) => kind === 'book');
    return {
      version: book ? Number(book.n) : null,
      rows: rows.flatMap(({ kind, metric, slice, n }) => (kind === 'count' ? [{ metric, slice, n: Number(n) }] : [])),
      changeIds: rows.flatMap(({ kind, metric }) => (kind === 'change' ? [metric] : [])),
    };
  }

  /** Takes the book of a subject for this transaction. False when there is none in this zone. */
  async turn(ctx: WorkspaceContext, subjectId: string, timeZone: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE figure_books SET version = version + 1
          WHERE workspace_id = ${ctx.workspaceId} AND subject_id = ${subjectId} AND time_zone = ${timeZone}`,
    );
    return changed === 1;
  }

  /** The same, for a count that began when the book had this version (null: when there was none). False when it has been changed since. */
  async open(ctx: WorkspaceContext, subjectId: string, version: number | null, timeZone: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      version === null
        ? sql`INSERT INTO figure_books (workspace_id, subject_id, time_zone, version) VALUES (${ctx.workspaceId}, ${subjectId}, ${timeZone}, 1)
              ON CONFLICT DO NOTHING`
        : sql`UPDATE figure_books SET time_zone = ${timeZone}, version = version + 1
              WHERE workspace_id = ${ctx.workspaceId} AND subject_id = ${subjectId} AND version = ${version}`,
    );
    return changed === 1;
  }

  /** A book without days, in the zone of the workspace. One that is there already stays as it is. */
  async begin(ctx: WorkspaceContext, subjectId: string): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO figure_books (workspace_id, subject_id, time_zone, version)
          SELECT id, ${subjectId}, time_zone, 1 FROM workspaces WHERE id = ${ctx.workspaceId} ON CONFLICT DO NOTHING`,
    );
  }

  /** Takes the oldest changes of a subject out of their table. */
  async take(ctx: WorkspaceContext, subjectId: string, limit: number): Promise<{ metric: string; slice: string; n: number }[]> {
    const mine = sql`workspace_id = ${ctx.workspaceId} AND subject_id = ${subjectId}`;
    const rows = await queryRows<{ metric: string; slice: string; n: number }>(
      ctx.manager,
      sql`DELETE FROM figure_changes WHERE ${mine} AND id IN (SELECT id FROM figure_changes WHERE ${mine} ORDER BY id LIMIT ${limit})
          RETURNING metric, slice, n`,
    );
    return rows.map((row) => ({ ...row, n: Number(row.n) }));
  }

  async discard(ctx: WorkspaceContext, subjectId: string, changeIds: readonly string[]): Promise<void> {
    for (const ids of chunks(changeIds, ROWS_PER_STATEMENT)) {
      await execute(
        ctx.manager,
        sql`DELETE FROM figure_changes WHERE workspace_id = ${ctx.workspaceId} AND subject_id = ${subjectId} AND id IN (${sql.list(ids)})`,
      );
    }
  }

  async clear(ctx: WorkspaceContext, subjectId: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM daily_figures WHERE workspace_id = ${ctx.workspaceId} AND subject_id = ${subjectId}`);
  }

  async add(ctx: WorkspaceContext, subjectId: string, days: readonly DayValue[]): Promise<void> {
    for (const some of chunks(days, ROWS_PER_STATEMENT)) {
      const values = some.map(({ metric, day, value }) => sql`(${ctx.workspaceId}, ${subjectId}, ${metric}, ${day}, ${value})`);
      await execute(
        ctx.manager,
        sql`INSERT INTO daily_figures (workspace_id, subject_id, metric, day, value) VALUES ${sql.join(values, ', ')}
            ON CONFLICT (workspace_id, subject_id, metric, day) DO UPDATE SET value = daily_figures.value + excluded.value`,
      );
    }
  }

  /** All of them are counted anew, of every workspace. Answers of how many subjects. */
  putAside(manager: EntityManager): Promise<number> {
    return execute(manager, sql`UPDATE figure_books SET time_zone = NULL WHERE time_zone IS NOT NULL`);
  }

  /** What has changes, with the zone of its workspace. What is being removed is left alone. */
  listChanged(ctx: Context): Promise<ChangedSubject[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT c.workspace_id AS "workspaceId", c.subject_id AS "subjectId", MIN(c.metric) AS metric, w.time_zone AS "timeZone"
          FROM figure_changes c JOIN workspaces w ON w.id = c.workspace_id WHERE w.deleted_at IS NULL
          GROUP BY c.workspace_id, c.subject_id, w.time_zone`,
    );
  }

  /** Workspaces without a book of their own in their zone: it is the last one to be opened. */
  listUnkept(ctx: Context): Promise<{ workspaceId: string; timeZone: string }[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT w.id AS "workspaceId", w.time_zone AS "timeZone" FROM workspaces w
          LEFT JOIN figure_books b ON b.workspace_id = w.id AND b.subject_id = w.id
          WHERE w.deleted_at IS NULL AND (b.time_zone IS NULL OR b.time_zone <> w.time_zone)`,
    );
  }

  /** The next subjects of a source, and in which zone's days their figures are. */
  listSubjects(
    ctx: WorkspaceContext,
    source: FigureSource,
    after: string,
    limit: number,
  ): Promise<{ id: string; timeZone: string | null }[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT s.id, b.time_zone AS "timeZone" FROM (${source.listSubjects(ctx, after, limit)}) AS s
          LEFT JOIN figure_books b ON b.workspace_id = ${ctx.workspaceId} AND b.subject_id = s.id ORDER BY s.id`,
    );
  }
}

export function chunks<T>(all: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, at) => all.slice(at * most, (at + 1) * most));
}
