import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type DayValue, FigureRepository } from './FigureRepository.js';
import type { FigureSource } from './FigureSource.js';
import { byDay } from './slices.js';

/** Changes that are put into the days at once: a few milliseconds, while which nobody else writes on SQLite. */
const CHANGES_AT_ONCE = 2_000;
/** Someone else turned the page while it was counted; the next run of the work tries again. */
const COUNTS = 3;

/** Keeps the days of one subject: puts changes into them, or counts them anew. One process at a time does so; another does no harm. */
@Injectable()
export class FigureKeeper {
  constructor(
    private readonly figures: FigureRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Puts the changes so far into the days; what has no days in this zone is counted anew. */
  async keep(ctx: WorkspaceContext, source: FigureSource, subjectId: string, timeZone: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const taken = await this.takeSome(ctx, subjectId, timeZone);
      if (taken === null) {
        await this.countAnew(ctx, source, subjectId, timeZone);
        return;
      }
      if (taken < CHANGES_AT_ONCE) return;
    }
  }

  /** Counts beside everything else, and writes what was counted in place of the days. False when others changed them each time. */
  async countAnew(ctx: WorkspaceContext, source: FigureSource, subjectId: string, timeZone: string): Promise<boolean> {
    for (let attempt = 0; attempt < COUNTS; attempt += 1) {
      const { version, rows, changeIds } = await this.figures.countWhole(ctx, source, subjectId);
      const isWritten = await this.unitOfWork.run(ctx, async (ctx) => {
        if (!(await this.figures.open(ctx, subjectId, version, timeZone))) return false;
        await this.figures.clear(ctx, subjectId);
        await this.figures.add(ctx, subjectId, sumsOf(rows, timeZone));
        await this.figures.discard(ctx, subjectId, changeIds);
        return true;
      });
      if (isWritten) return true;
    }
    return false;
  }

  /** Null when its days are those of another zone, or none. */
  private takeSome(ctx: WorkspaceContext, subjectId: string, timeZone: string): Promise<number | null> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.figures.turn(ctx, subjectId, timeZone))) return null;
      const changes = await this.figures.take(ctx, subjectId, CHANGES_AT_ONCE);
      await this.figures.add(ctx, subjectId, sumsOf(changes, timeZone));
      return changes.length;
    });
  }
}

function sumsOf(rows: readonly { metric: string; slice: string; n: number }[], timeZone: string): DayValue[] {
  const sums = new Map<string, DayValue>();
  for (const { row, day } of byDay(rows, timeZone)) {
    const key = `${row.metric} ${day}`;
    sums.set(key, { metric: row.metric, day, value: (sums.get(key)?.value ?? 0) + row.n });
  }
  return [...sums.values()].filter(({ value }) => value !== 0);
}
