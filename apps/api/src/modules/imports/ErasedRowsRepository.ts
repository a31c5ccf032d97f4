import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { execute, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';

export const TABLES = ['import_rejects', 'import_notes', 'import_cells'] as const;
export type ReportTable = (typeof TABLES)[number];

export interface ReportedRow {
  readonly rowNumber: number;
  /** The row, or the cell. */
  readonly said: string | null;
  readonly reason: string;
}

/** As it is stored. */
export interface Beginning {
  readonly id: string;
  readonly sample: string | null;
  readonly columns: string | null;
}

/** Rows of a file at a time. Each may have many cells. */
const ROWS = 500;
const BLANK = 'This row was about a person who was erased at their request.';

/** What imports keep of the rows of their files. Read beside everyone else, page by page. */
@Injectable()
export class ErasedRowsRepository {
  async listImports(ctx: WorkspaceContext): Promise<string[]> {
    const rows = await queryRowsAside<{ id: string }>(
      ctx.manager,
      sql`SELECT id FROM import_jobs WHERE workspace_id = ${ctx.workspaceId} ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  }

  /** Rehearsals name the people of a file. All of the workspace go: they can be run again. */
  async dropRehearsals(ctx: WorkspaceContext): Promise<void> {
    const ofWorkspace = sql`import_id IN (SELECT id FROM import_jobs WHERE workspace_id = ${ctx.workspaceId})`;
    await execute(ctx.manager, sql`DELETE FROM import_rehearsal_rows WHERE ${ofWorkspace}`);
    await execute(ctx.manager, sql`DELETE FROM import_rehearsals WHERE ${ofWorkspace}`);
  }

  /** What is kept of the first rows of each file. */
  listBeginnings(ctx: WorkspaceContext): Promise<Beginning[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT id, CAST(sample_json AS TEXT) AS sample, CAST(columns_json AS TEXT) AS columns FROM import_jobs WHERE workspace_id = ${ctx.workspaceId}`,
    );
  }

  async putBeginning(ctx: WorkspaceContext, { id, sample, columns }: Beginning): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE import_jobs SET sample_json = ${sample}, columns_json = ${columns} WHERE id = ${id} AND workspace_id = ${ctx.workspaceId}`,
    );
  }

  /** Of one import, which is the workspace's, in the order of the file: whole rows, so that none is read in two pages. */
  list(ctx: WorkspaceContext, importId: string, table: ReportTable, after: number): Promise<ReportedRow[]> {
    const said = sql.raw(table === 'import_rejects' ? 'raw' : 'value');
    const from = sql`FROM ${sql.raw(table)} WHERE import_id = ${importId} AND row_number > ${after}`;
    return queryRowsAside(
      ctx.manager,
      sql`SELECT row_number AS "rowNumber", ${said} AS said, reason ${from}
            AND row_number <= (SELECT MAX(n) FROM (SELECT row_number AS n ${from} ORDER BY row_number LIMIT ${ROWS}) x) ORDER BY row_number`,
    );
  }

  async blank(ctx: WorkspaceContext, importId: string, rowNumbers: readonly number[]): Promise<void> {
    const rows = sql`import_id = ${importId} AND row_number IN (${sql.list(rowNumbers)})`;
    const sets: Readonly<Record<ReportTable, SqlFragment>> = {
      import_rejects: sql`raw = ''`,
      import_notes: sql`value = NULL`,
      import_cells: sql`value = ''`,
    };
    for (const table of TABLES)
      await execute(ctx.manager, sql`UPDATE ${sql.raw(table)} SET ${sets[table]}, reason = ${BLANK} WHERE ${rows}`);
  }
}
