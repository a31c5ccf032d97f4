import { emailKey } from '@rapport/common';
import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { isPostgres } from '../../../platform/database/sql.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { type BulkSuppression, ConsentService } from '../../consent/ConsentService.js';
import { ContactIntakeService } from '../../lists/ContactIntakeService.js';
import type { IntakeNote, IntakeOutcome } from '../../lists/public.js';
import type { Reject } from '../csv/RowReader.js';
import type { ImportCheckpoint, ImportCounts, ImportRecord } from '../Import.js';
import { importFileMissing } from '../importErrors.js';
import { ImportFiles } from '../ImportFiles.js';
import { ImportReportRepository, type NoteRow } from '../ImportReportRepository.js';
import { ImportRepository } from '../ImportRepository.js';
import type { ContactDraft } from '../mapping/RowMapper.js';
import { openDraftSource, type Slice, SliceQueue } from './DraftSource.js';
import type { ImportPlan } from './planImport.js';
import { FROM_THE_START } from './readDrafts.js';

/** How long one step may hold the database: other writers wait for it. */
const STEP_MS = 150;
/** SQLite works on the event loop, so a slice is what a request may have to wait for (some 10 to 30 ms). */
const SQLITE_SLICE = 500;
/** PostgreSQL works elsewhere, so fewer and larger round trips win. */
const POSTGRES_SLICE = 2000;

const NOTHING: Written = { counts: { created: 0, updated: 0, unchanged: 0, rejected: 0, blank: 0 }, cells: 0, notes: 0 };

interface Written {
  readonly counts: ImportCounts;
  /** Cells that were left out of rows. */
  readonly cells: number;
  /** Notes about rows that were imported. */
  readonly notes: number;
}

/** The import was cancelled, or another worker took it over: what this step wrote is rolled back. */
class StepRefused extends Error {}

/** Writes the rows of an import step by step. A step's contacts, rejects, counts and checkpoint commit together. */
@Injectable()
export class ImportRunner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly intake: ContactIntakeService,
    private readonly imports: ImportRepository,
    private readonly reports: ImportReportRepository,
    private readonly files: ImportFiles,
    private readonly consent: ConsentService,
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
    let added = NOTHING;
    let record = before;
    let checkpoint: ImportCheckpoint | null = null;
    while (performance.now() - startedAt < STEP_MS) {
      const slice = queue.next();
      if (!slice) break;
      added = sum(added, await this.writeSlice(ctx, record.id, { plan, slice }));
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

  private async writeSlice(ctx: WorkspaceContext, importId: string, { plan, slice }: { plan: ImportPlan; slice: Slice }): Promise<Written> {
    const outcomes = slice.drafts.length > 0 ? await this.intake.take(ctx, plan.intake, slice.drafts) : [];
    const refused = outcomes.flatMap((outcome, i) => {
      const draft = slice.drafts[i];
      return outcome.kind === 'rejected' && draft ? [rejectOf(draft, outcome, plan)] : [];
    });
    const rejects = refused.length > 0 ? [...slice.rejects, ...refused].sort((a, b) => a.rowNumber - b.rowNumber) : slice.rejects;
    await this.reports.insertRejects(ctx, importId, rejects);
    const cells = slice.drafts.flatMap(({ rowNumber, line, leftOut }, i) =>
      outcomes[i]?.kind === 'rejected' ? [] : leftOut.map((cell) => ({ ...cell, rowNumber, line })),
    );
    await this.reports.insertCells(ctx, importId, cells);
    const notes = slice.drafts.flatMap((draft, i) => notesOf(draft, outcomes[i], plan));
    await this.reports.insertNotes(ctx, importId, notes);
    await this.consent.suppressMany(ctx, 'email', suppressionsOf(importId, slice.drafts, outcomes));
    const count = (kind: IntakeOutcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
    const [created, updated, unchanged] = [count('created'), count('updated'), count('unchanged')];
    return {
      counts: { created, updated, unchanged, rejected: rejects.length, blank: slice.blank },
      cells: cells.length,
      notes: notes.length,
    };
  }
}

function rejectOf(draft: ContactDraft, outcome: Extract<IntakeOutcome, { kind: 'rejected' }>, plan: ImportPlan): Reject {
  const { line, rowNumber, raw } = draft;
  return { line, rowNumber, column: columnOf(outcome.field, plan), code: outcome.code, reason: outcome.reason, raw };
}

/** People who unsubscribed, bounced or complained where they come from stay so here, whether or not the row itself was taken. */
function suppressionsOf(importId: string, drafts: readonly ContactDraft[], outcomes: readonly IntakeOutcome[]): BulkSuppression[] {
  return drafts.flatMap(({ suppression, primaryEmail }, i) => {
    if (suppression === null || primaryEmail === null) return [];
    const outcome = outcomes[i];
    const contactId = outcome && outcome.kind !== 'rejected' ? outcome.contactId : null;
    return [{ addressKey: emailKey(primaryEmail), reason: suppression, source: 'import', contactId, proof: { importId } }];
  });
}

function notesOf({ line, rowNumber, ...draft }: ContactDraft, outcome: IntakeOutcome | undefined, plan: ImportPlan): NoteRow[] {
  if (!outcome || outcome.kind === 'rejected') return [];
  return (outcome.notes ?? []).map(({ field, code, reason }, noteIndex) => {
    const value = field === null ? null : draft[field];
    return { rowNumber, noteIndex, line, column: columnOf(field, plan), code, reason, value };
  });
}

function columnOf(field: IntakeNote['field'], plan: ImportPlan): string | null {
  return plan.mapping.columns.find(({ target }) => target === field)?.name ?? null;
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
