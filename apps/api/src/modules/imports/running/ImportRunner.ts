import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { isAwaited, isPostgres } from '../../../platform/database/sql.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import type { ImportCheckpoint, ImportRecord } from '../Import.js';
import { importFileMissing } from '../importErrors.js';
import { ImportFiles } from '../ImportFiles.js';
import { ImportRepository } from '../ImportRepository.js';
import { openDraftSource, SliceQueue } from './DraftSource.js';
import { mayGoOn } from './mayGoOn.js';
import type { ImportPlan } from './planImport.js';
import { FROM_THE_START } from './readDrafts.js';
import { NOTHING_WRITTEN, SliceWriter, type Written } from './SliceWriter.js';

/**
 * SQLite works on the event loop, so a slice is what a request may have to wait for (some 8 ms). Small ones leave less behind, too: what is
 * still in use when garbage is collected twice meanwhile stays until a full collection.
 */
const SQLITE_SLICE = 125;
/** PostgreSQL works elsewhere, so fewer and larger round trips win. */
const POSTGRES_SLICE = 2000;

/** The import was cancelled, or another worker took it over: what this step wrote is rolled back. */
class StepRefused extends Error {}

/** Writes the rows of an import step by step. A step's contacts, rejects, counts and checkpoint commit together. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly imports: ImportRepository,
    private readonly files: ImportFiles,
    private readonly slices: SliceWriter,
  ) {}

  /** Writes until the file ends, the signal stops it, or a step is refused. `tell` is called after each committed step. */
  async run(
    ctx: WorkspaceContext,
    start: ImportRecord,
    plan: ImportPlan,
    { signal, tell }: { signal: AbortSignal; tell: (record: ImportRecord) => void },
  ): Promise<'ended' | 'stopped' | 'refused'> {
    const from = start.checkpoint?.reader ?? FROM_THE_START;
    const source = openDraftSource(
      { upload: this.files.uploadOf(start.id), format: plan.format, mapping: plan.mapping, from, afterRow: start.processedRows },
      start.fileSize,
    );
    const queue = new SliceQueue(source, isPostgres(ctx.manager) ? POSTGRES_SLICE : SQLITE_SLICE);
    let record = start;
    try {
      for (;;) {
        await source.fill();
        if (signal.aborted) return 'stopped';
        if (!queue.hasNext) return 'ended';
        record = await this.unitOfWork.run(ctx, (inner) => this.writeStep(inner, record, { plan, queue }));
        tell(record);
      }
    } catch (error) {
      if (error instanceof StepRefused) return 'refused';
      // Asked only now: a file may go at any moment, and the thread that reads can only say that something failed.
      throw (await this.files.exists(start.id)) ? error : importFileMissing();
    } finally {
      await source.close();
    }
  }

  private async writeStep(
    ctx: WorkspaceContext,
    before: ImportRecord,
    { plan, queue }: { plan: ImportPlan; queue: SliceQueue },
  ): Promise<ImportRecord> {
    const startedAt = performance.now();
    let added = NOTHING_WRITTEN;
    let record = before;
    let checkpoint: ImportCheckpoint | null = null;
    const bounds = { isPostgres: isPostgres(ctx.manager), isAwaited: () => isAwaited(ctx.manager) };
    while (mayGoOn({ ...bounds, ms: performance.now() - startedAt, rows: record.processedRows - before.processedRows })) {
      const slice = queue.next();
      if (!slice) break;
      added = sum(added, await this.slices.write(ctx, record.id, plan, slice));
      checkpoint = { reader: slice.start };
      record = { ...record, processedRows: slice.lastRow, bytesProcessed: slice.bytesRead, checkpoint };
      await nextTurn();
    }
    if (!checkpoint) return before;
    const { processedRows, bytesProcessed } = record;
    const isAccepted = await this.imports.advance(ctx, record.id, {
      after: before.processedRows,
      processedRows,
      bytesProcessed,
      added: added.counts,
      addedCells: added.cells,
      addedNotes: added.notes,
      checkpoint,
    });
    if (!isAccepted) throw new StepRefused();
    const { counts, cells, notes } = sum({ counts: before.counts, cells: before.reportedCells, notes: before.reportedNotes }, added);
    return { ...record, counts, reportedCells: cells, reportedNotes: notes };
  }
}

function sum(a: Written, b: Written): Written {
  return {
    counts: {
      created: a.counts.created + b.counts.created,
      updated: a.counts.updated + b.counts.updated,
      unchanged: a.counts.unchanged + b.counts.unchanged,
      rejected: a.counts.rejected + b.counts.rejected,
      blank: a.counts.blank + b.counts.blank,
    },
    cells: a.cells + b.cells,
    notes: a.notes + b.notes,
  };
}
