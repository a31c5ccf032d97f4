import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { BulkInsert } from '../../../platform/database/BulkInsert.js';
import { afterCursor, orderAndLimit } from '../../../platform/database/keyset.js';
import { execute, queryOne, queryRows, sql, type SqlFragment } from '../../../platform/database/sql.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import type { IntakeChange } from '../../lists/public.js';
import type { StartImportDto } from '../ImportDtos.js';
import type { RehearsalCounts, RehearsalRecord, RehearsalRow } from './rehearsal.js';
import type { RehearsalGroup, RehearsalStatus } from './RehearsalDtos.js';

interface Stored extends Record<`${keyof RehearsalCounts}_count`, number | string> {
  readonly import_id: string;
  readonly run_id: string;
  readonly status: RehearsalStatus;
  readonly input_json: string;
  readonly settings_hash: string;
  readonly processed_rows: number | string;
  readonly bytes_processed: number | string;
  readonly error_message: string | null;
  readonly started_at: string;
  readonly finished_at: string | null;
}

const intoRows = new BulkInsert('import_rehearsal_rows', {
  import_id: 'text',
  kind: 'text',
  row_number: 'bigint',
  line: 'bigint',
  name: 'text',
  column_name: 'text',
  code: 'text',
  reason: 'text',
  raw: 'text',
  changes_json: 'text',
});

/** Rehearsals of imports; the caller has made sure that the import is the workspace's. */
@Injectable()
export class RehearsalRepository {
  constructor(private readonly clock: Clock) {}

  async find(ctx: WorkspaceContext, importId: string): Promise<RehearsalRecord | null> {
    const row = await queryOne<Stored>(ctx.manager, sql`SELECT * FROM import_rehearsals WHERE ${mine(ctx, importId)}`);
    return row && toRecord(row);
  }

  /** In place of the one before. */
  async begin(
    ctx: WorkspaceContext,
    { importId, runId, input, hash }: { importId: string; runId: string; input: StartImportDto; hash: string },
  ): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM import_rehearsals WHERE ${mine(ctx, importId)}`);
    await this.removeRows(ctx, importId);
    await execute(
      ctx.manager,
      sql`INSERT INTO import_rehearsals (import_id, run_id, status, input_json, settings_hash, started_at)
          VALUES (${importId}, ${runId}, 'running', ${JSON.stringify(input)}, ${hash}, ${nowIso(this.clock)})`,
    );
  }

  /** From the first row again: what a worker has left behind that died. False when it is not wanted any more. */
  async restart(ctx: WorkspaceContext, importId: string, runId: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE import_rehearsals SET processed_rows = 0, bytes_processed = 0, created_count = 0, updated_count = 0, unchanged_count = 0, rejected_count = 0,
            blank_count = 0, conflict_count = 0, suppressed_count = 0
          WHERE ${mine(ctx, importId)} AND run_id = ${runId} AND status = 'running'`,
    );
    if (changed === 1) await this.removeRows(ctx, importId);
    return changed === 1;
  }

  /** False when it was cancelled or replaced. */
  async advance(
    ctx: WorkspaceContext,
    {
      importId,
      runId,
      counts,
      processedRows,
      bytesProcessed,
    }: Pick<RehearsalRecord, 'importId' | 'runId' | 'counts' | 'processedRows' | 'bytesProcessed'>,
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE import_rehearsals SET processed_rows = ${processedRows}, bytes_processed = ${bytesProcessed}, created_count = ${counts.created},
            updated_count = ${counts.updated}, unchanged_count = ${counts.unchanged}, rejected_count = ${counts.rejected}, blank_count = ${counts.blank},
            conflict_count = ${counts.conflict}, suppressed_count = ${counts.suppressed}
          WHERE ${mine(ctx, importId)} AND run_id = ${runId} AND status = 'running'`,
    );
    return changed === 1;
  }

  /** False when there is none that runs. */
  async finish(
    ctx: WorkspaceContext,
    importId: string,
    { runId, status, error = null }: { runId?: string; status: Exclude<RehearsalStatus, 'running'>; error?: string | null },
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE import_rehearsals SET status = ${status}, finished_at = ${nowIso(this.clock)}, error_message = ${error}
          WHERE ${mine(ctx, importId)} AND status = 'running' ${sql.if(runId !== undefined, sql`AND run_id = ${runId ?? ''}`)}`,
    );
    return changed === 1;
  }

  async insertRows(ctx: WorkspaceContext, importId: string, rows: readonly RehearsalRow[]): Promise<void> {
    await intoRows.run(
      ctx.manager,
      rows.map((row) =>
        [importId, row.kind, row.rowNumber, row.line, row.name, row.column, row.code, row.reason, row.raw, JSON.stringify(row.changes)].map(
          storable,
        ),
      ),
    );
  }

  /** Rows of one group in the order of the file, one more than asked for when there is one. */
  async listRows(
    ctx: WorkspaceContext,
    importId: string,
    { group, cursor, limit }: { group: RehearsalGroup; cursor: string | undefined; limit: number },
  ): Promise<RehearsalRow[]> {
    const keys = { row_number: 'number' } as const;
    const rows = await queryRows<Omit<RehearsalRow, 'changes'> & { changes: string }>(
      ctx.manager,
      sql`SELECT kind, row_number AS "rowNumber", line, name, column_name AS "column", code, reason, raw, changes_json AS changes FROM import_rehearsal_rows
          WHERE import_id = ${importId} AND kind = ${group} ${afterCursor(keys, cursor, 'asc')} ${orderAndLimit(keys, 'asc', limit)}`,
    );
    return rows.map((row) => ({
      ...row,
      rowNumber: Number(row.rowNumber),
      line: Number(row.line),
      changes: JSON.parse(row.changes) as IntakeChange[],
    }));
  }

  private async removeRows(ctx: WorkspaceContext, importId: string): Promise<void> {
    await execute(ctx.manager, sql`DELETE FROM import_rehearsal_rows WHERE import_id = ${importId}`);
  }
}

function mine(ctx: WorkspaceContext, importId: string): SqlFragment {
  return sql`import_id IN (SELECT id FROM import_jobs WHERE workspace_id = ${ctx.workspaceId} AND id = ${importId} AND deleted_at IS NULL)`;
}

function toRecord(row: Stored): RehearsalRecord {
  return {
    importId: row.import_id,
    runId: row.run_id,
    status: row.status,
    input: JSON.parse(row.input_json) as StartImportDto,
    settingsHash: row.settings_hash,
    processedRows: Number(row.processed_rows),
    bytesProcessed: Number(row.bytes_processed),
    counts: {
      created: Number(row.created_count),
      updated: Number(row.updated_count),
      unchanged: Number(row.unchanged_count),
      rejected: Number(row.rejected_count),
      blank: Number(row.blank_count),
      conflict: Number(row.conflict_count),
      suppressed: Number(row.suppressed_count),
    },
    errorMessage: row.error_message,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** PostgreSQL stores no NUL character: it is shown as its picture instead. */
function storable(value: string | number | null): string | number | null {
  return typeof value === 'string' ? value.replaceAll('\0', '␀') : value;
}
