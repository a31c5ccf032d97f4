import { Injectable } from '@nestjs/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { isPostgres } from '../../../platform/database/sql.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { ContactIntakeService } from '../../lists/ContactIntakeService.js';
import { IntakeScratch } from '../../lists/public.js';
import type { ImportRecord } from '../Import.js';
import { importFileMissing } from '../importErrors.js';
import { ImportFiles } from '../ImportFiles.js';
import { openDraftSource, type Slice, SliceQueue } from '../running/DraftSource.js';
import type { ImportPlan } from '../running/planImport.js';
import { FROM_THE_START } from '../running/readDrafts.js';
import type { RehearsalCounts, RehearsalRow } from './rehearsal.js';
import type { RehearsalGroup } from './RehearsalDtos.js';
import { RehearsalRepository } from './RehearsalRepository.js';
import { rowsOf } from './rowsOf.js';

/** How often its progress is stored. */
const STEP_MS = 300;
/** As the import itself does: what a request may have to wait for, and what a round trip should carry. */
const SQLITE_SLICE = 250;
const POSTGRES_SLICE = 2000;
/** Rows of each group that are kept to be looked at. */
const MOST_ROWS = 1_000;

const NOTHING: RehearsalCounts = { created: 0, updated: 0, unchanged: 0, rejected: 0, blank: 0, conflict: 0, suppressed: 0 };

/** Reads a whole file and judges its rows as the import would, without writing a contact. */
@Injectable()
export class RehearsalRunner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly intake: ContactIntakeService,
    private readonly rehearsals: RehearsalRepository,
    private readonly files: ImportFiles,
  ) {}

  /** Until the file ends, the signal stops it, or it was cancelled or replaced. */
  async run(
    ctx: WorkspaceContext,
    record: ImportRecord,
    { runId, plan, signal }: { runId: string; plan: ImportPlan; signal: AbortSignal },
  ): Promise<'ended' | 'stopped' | 'refused'> {
    const source = openDraftSource(
      { upload: this.files.uploadOf(record.id), format: plan.format, mapping: plan.mapping, from: FROM_THE_START, afterRow: 0 },
      record.fileSize,
    );
    const queue = new SliceQueue(source, isPostgres(ctx.manager) ? POSTGRES_SLICE : SQLITE_SLICE);
    const scratch = new IntakeScratch();
    const kept = new Map<RehearsalGroup, number>();
    let counts = NOTHING;
    let [processedRows, bytesProcessed] = [0, 0];
    try {
      for (;;) {
        const rows: RehearsalRow[] = [];
        const startedAt = performance.now();
        do {
          await source.fill();
          const slice = queue.next();
          if (!slice) break;
          const judged = await this.judge(ctx, { plan, slice, scratch });
          counts = sum(counts, judged.counts);
          for (const row of judged.rows) {
            const count = kept.get(row.kind) ?? 0;
            if (count >= MOST_ROWS) continue;
            kept.set(row.kind, count + 1);
            rows.push(row);
          }
          [processedRows, bytesProcessed] = [slice.lastRow, slice.bytesRead];
          await nextTurn();
        } while (performance.now() - startedAt < STEP_MS && !signal.aborted);
        const isWanted = await this.unitOfWork.run(ctx, async (ctx) => {
          await this.rehearsals.insertRows(ctx, record.id, rows);
          return this.rehearsals.advance(ctx, { importId: record.id, runId, counts, processedRows, bytesProcessed });
        });
        if (!isWanted) return 'refused';
        if (signal.aborted) return 'stopped';
        await source.fill();
        if (!queue.hasNext) return 'ended';
      }
    } catch (error) {
      throw (await this.files.exists(record.id)) ? error : importFileMissing();
    } finally {
      scratch.close();
      await source.close();
    }
  }

  private async judge(
    ctx: WorkspaceContext,
    { plan, slice, scratch }: { plan: ImportPlan; slice: Slice; scratch: IntakeScratch },
  ): Promise<{ counts: RehearsalCounts; rows: RehearsalRow[] }> {
    const judged = slice.drafts.length > 0 ? await this.intake.rehearse(ctx, plan.intake, slice.drafts, scratch) : [];
    const rows = rowsOf(slice, judged, plan);
    const count = (kind: RehearsalGroup): number => rows.filter((row) => row.kind === kind).length;
    const counts: RehearsalCounts = {
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
      rejected: count('rejected'),
      conflict: count('conflict'),
      blank: slice.blank,
      suppressed: slice.drafts.filter(
        ({ suppression, primaryEmail, points = [] }) =>
          suppression !== null && (primaryEmail !== null || points.some(({ kind }) => kind === 'email')),
      ).length,
    };
    return { counts, rows };
  }
}

function sum(a: RehearsalCounts, b: RehearsalCounts): RehearsalCounts {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    rejected: a.rejected + b.rejected,
    blank: a.blank + b.blank,
    conflict: a.conflict + b.conflict,
    suppressed: a.suppressed + b.suppressed,
  };
}
