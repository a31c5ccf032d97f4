import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { actorUserId, type Context, type WorkspaceContext } from '../../platform/context/Context.js';
import { afterCursor, orderAndLimit } from '../../platform/database/keyset.js';
import { type StepLimits, StepRemover } from '../../platform/database/removeInSteps.js';
import { execute, queryOne, queryRows, queryRowsAside, sql, type SqlFragment } from '../../platform/database/sql.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { Encoding } from './csv/detectEncoding.js';
import type { ImportCheckpoint, ImportCounts, ImportOptions, ImportRecord, ImportStatus, ImportSummary, ImportTable } from './Import.js';
import type { FileKind } from './running/RowBatch.js';
import { readStoredTable } from './storedTable.js';

interface SummaryRow {
  readonly id: string;
  readonly file_name: string;
  readonly file_size: number | string;
  readonly file_kind: string;
  readonly status: ImportStatus;
  readonly encoding: string;
  readonly delimiter: string;
  readonly preset: string | null;
  readonly has_header: boolean | number;
  readonly options_json: string;
  readonly total_rows: number | string | null;
  readonly processed_rows: number | string;
  readonly bytes_processed: number | string;
  readonly created_count: number | string;
  readonly updated_count: number | string;
  readonly unchanged_count: number | string;
  readonly rejected_count: number | string;
  readonly blank_count: number | string;
  readonly reported_cells: number | string;
  readonly reported_notes: number | string;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

interface ImportRow extends SummaryRow {
  readonly workspace_id: string;
  readonly columns_json: string;
  readonly sample_json: string;
  readonly checkpoint_json: string | null;
}

/** What the person may still change before the start. */
export type ImportSettings = Pick<ImportRecord, 'encoding' | 'delimiter' | 'preset' | 'table' | 'sampleRows' | 'options'>;

export interface ImportProgress {
  /** Rows done before this step; when they are not, someone else did the step. */
  readonly after: number;
  readonly processedRows: number;
  readonly bytesProcessed: number;
  readonly added: ImportCounts;
  readonly addedCells: number;
  readonly addedNotes: number;
  readonly checkpoint: ImportCheckpoint;
}

/** Columns and samples of a wide file are megabytes: a list does without. */
const SUMMARY = `id, file_name, file_size, file_kind, status, encoding, delimiter, has_header, preset, options_json, total_rows, processed_rows, bytes_processed,
  created_count, updated_count, unchanged_count, rejected_count, blank_count, reported_cells, reported_notes, error_code, error_message, created_at, started_at, finished_at`;

@Injectable()
export class ImportRepository {
  constructor(private readonly clock: Clock) {}

  async insert(
    ctx: WorkspaceContext,
    record: ImportSettings & Pick<ImportRecord, 'id' | 'fileName' | 'fileSize' | 'fileKind'>,
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`INSERT INTO import_jobs (id, workspace_id, user_id, file_name, file_size, file_kind, status, encoding, delimiter, has_header, preset, columns_json, sample_json, options_json, created_at)
          VALUES (${record.id}, ${ctx.workspaceId}, ${actorUserId(ctx)}, ${record.fileName}, ${record.fileSize}, ${record.fileKind}, 'uploaded', ${record.encoding}, ${record.delimiter},
                  ${record.table.header !== null}, ${record.preset}, ${JSON.stringify(record.table)}, ${JSON.stringify(record.sampleRows)}, ${JSON.stringify(record.options)}, ${nowIso(this.clock)})`,
    );
  }

  async find(ctx: WorkspaceContext, id: string): Promise<ImportRecord | null> {
    const row = await queryOne<ImportRow>(ctx.manager, sql`SELECT * FROM import_jobs WHERE ${mine(ctx, id)}`);
    return row && toRecord(row);
  }

  /** Newest first; one row more than asked for, when there is one. */
  async list(ctx: WorkspaceContext, cursor: string | undefined, limit: number): Promise<ImportSummary[]> {
    // Columns and samples lie between those of a summary: each row is read through megabytes.
    const rows = await queryRowsAside<SummaryRow>(
      ctx.manager,
      sql`SELECT ${sql.raw(SUMMARY)} FROM import_jobs WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL ${afterCursor({ id: 'text' }, cursor, 'desc')} ${orderAndLimit({ id: 'text' }, 'desc', limit)}`,
    );
    return rows.map(toSummary);
  }

  /** False when the import has been started meanwhile. */
  async saveSettings(ctx: WorkspaceContext, id: string, settings: ImportSettings): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE import_jobs SET encoding = ${settings.encoding}, delimiter = ${settings.delimiter}, has_header = ${settings.table.header !== null}, preset = ${settings.preset},
            columns_json = ${JSON.stringify(settings.table)}, sample_json = ${JSON.stringify(settings.sampleRows)}, options_json = ${JSON.stringify(settings.options)}
          WHERE ${mine(ctx, id)} AND status = 'uploaded'`,
    );
    return changed === 1;
  }

  /** False when it is not there to be started. A failed import goes on where it stopped. */
  async start(ctx: WorkspaceContext, id: string, input: { table: ImportTable; options: ImportOptions }): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE import_jobs SET status = 'running', columns_json = ${JSON.stringify(input.table)}, options_json = ${JSON.stringify(input.options)},
            started_at = COALESCE(started_at, ${nowIso(this.clock)}), finished_at = NULL, error_code = NULL, error_message = NULL
          WHERE ${mine(ctx, id)} AND status IN ('uploaded', 'failed')`,
    );
    return changed === 1;
  }

  async addNotes(ctx: WorkspaceContext, id: string, count: number): Promise<void> {
    if (count > 0)
      await execute(ctx.manager, sql`UPDATE import_jobs SET reported_notes = reported_notes + ${count} WHERE ${mine(ctx, id)}`);
  }

  /** Counts of rows that were rejected at first and fixed later. */
  async addCounts(
    ctx: WorkspaceContext,
    id: string,
    added: Omit<ImportCounts, 'blank'> & { readonly cells: number; readonly notes: number },
  ): Promise<void> {
    await execute(
      ctx.manager,
      sql`UPDATE import_jobs SET created_count = created_count + ${added.created}, updated_count = updated_count + ${added.updated},
            unchanged_count = unchanged_count + ${added.unchanged}, rejected_count = rejected_count + ${added.rejected},
            reported_cells = reported_cells + ${added.cells}, reported_notes = reported_notes + ${added.notes}
          WHERE ${mine(ctx, id)}`,
    );
  }

  /** Counts a step in. False when the import was cancelled, or another worker has already done this step. */
  async advance(ctx: WorkspaceContext, id: string, step: ImportProgress): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE import_jobs SET processed_rows = ${step.processedRows}, bytes_processed = ${step.bytesProcessed}, checkpoint_json = ${JSON.stringify(step.checkpoint)},
            created_count = created_count + ${step.added.created}, updated_count = updated_count + ${step.added.updated},
            unchanged_count = unchanged_count + ${step.added.unchanged}, rejected_count = rejected_count + ${step.added.rejected},
            blank_count = blank_count + ${step.added.blank}, reported_cells = reported_cells + ${step.addedCells},
            reported_notes = reported_notes + ${step.addedNotes}
          WHERE ${mine(ctx, id)} AND status = 'running' AND processed_rows = ${step.after}`,
    );
    return changed === 1;
  }

  async finish(
    ctx: WorkspaceContext,
    id: string,
    input: { status: 'completed' | 'cancelled' | 'failed'; error?: { code: string; message: string } },
  ): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`UPDATE import_jobs SET status = ${input.status}, finished_at = ${nowIso(this.clock)}, error_code = ${input.error?.code ?? null}, error_message = ${input.error?.message ?? null}
            ${sql.if(input.status === 'completed', sql`, total_rows = processed_rows, bytes_processed = file_size`)}
          WHERE ${mine(ctx, id)} AND status = 'running'`,
    );
    return changed === 1;
  }

  /** The last that failed, newest first. */
  listFailed(ctx: WorkspaceContext, since: string): Promise<{ id: string; fileName: string }[]> {
    return queryRowsAside(
      ctx.manager,
      sql`SELECT id, file_name AS "fileName" FROM import_jobs
          WHERE workspace_id = ${ctx.workspaceId} AND deleted_at IS NULL AND status = 'failed' AND created_at >= ${since} ORDER BY id DESC LIMIT 5`,
    );
  }

  async namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await queryRows<{ id: string; name: string }>(
      ctx.manager,
      sql`SELECT id, file_name AS name FROM import_jobs WHERE workspace_id = ${ctx.workspaceId} AND id IN (${sql.list(ids)})`,
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** From here on nobody sees it. False when it is running. */
  async markDeleted(ctx: WorkspaceContext, id: string): Promise<boolean> {
    return (
      (await execute(
        ctx.manager,
        sql`UPDATE import_jobs SET deleted_at = ${nowIso(this.clock)} WHERE ${mine(ctx, id)} AND status <> 'running'`,
      )) === 1
    );
  }

  /** A deleted import with its rejected rows, a little at a time. False when it was stopped. */
  remove(ctx: Context, id: string, limits: StepLimits): Promise<boolean> {
    return new StepRemover(ctx.manager, limits).remove('import_jobs', sql`id = ${id} AND deleted_at IS NOT NULL`);
  }

  /** Of these ids, those whose file may still be read. Asked over all workspaces, by the server itself. */
  async listWithNeededFile(manager: EntityManager, ids: readonly string[]): Promise<string[]> {
    const rows = await queryRows<{ id: string }>(
      manager,
      sql`SELECT id FROM import_jobs WHERE id IN (${sql.list(ids)}) AND status IN ('uploaded', 'running', 'failed') AND deleted_at IS NULL`,
    );
    return rows.map(({ id }) => id);
  }
}

function mine(ctx: WorkspaceContext, id: string): SqlFragment {
  return sql`workspace_id = ${ctx.workspaceId} AND id = ${id} AND deleted_at IS NULL`;
}

/** PostgreSQL answers whole numbers of 64 bits as text; ours are row and byte counts, far below 2^53. */
function toSummary(row: SummaryRow): ImportSummary {
  return {
    id: row.id,
    fileName: row.file_name,
    fileSize: Number(row.file_size),
    fileKind: row.file_kind as FileKind,
    status: row.status,
    encoding: row.encoding as Encoding,
    delimiter: row.delimiter,
    hasHeader: Boolean(row.has_header),
    preset: row.preset,
    options: { ...DEFAULTS, ...(JSON.parse(row.options_json) as ImportOptions) },
    totalRows: row.total_rows === null ? null : Number(row.total_rows),
    processedRows: Number(row.processed_rows),
    bytesProcessed: Number(row.bytes_processed),
    counts: {
      created: Number(row.created_count),
      updated: Number(row.updated_count),
      unchanged: Number(row.unchanged_count),
      rejected: Number(row.rejected_count),
      blank: Number(row.blank_count),
    },
    reportedCells: Number(row.reported_cells),
    reportedNotes: Number(row.reported_notes),
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}

/** Options that imports from before an update do not have. */
const DEFAULTS: Pick<ImportOptions, 'emptyWords' | 'consent' | 'timeZone'> = { emptyWords: true, consent: null, timeZone: 'UTC' };

function toRecord(row: ImportRow): ImportRecord {
  const summary = toSummary(row);
  const sampleRows = JSON.parse(row.sample_json) as string[][];
  return {
    ...summary,
    workspaceId: row.workspace_id,
    table: readStoredTable(row.columns_json, { ...summary, sampleRows }),
    sampleRows,
    checkpoint: row.checkpoint_json === null ? null : (JSON.parse(row.checkpoint_json) as ImportCheckpoint),
  };
}
