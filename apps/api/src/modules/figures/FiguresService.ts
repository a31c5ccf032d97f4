import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { sql } from '../../platform/database/sql.js';
import { unitOf } from '../../platform/database/UnitOfWork.js';
import { type Change, chunks, FigureRepository, type ReadRow } from './FigureRepository.js';
import type { FigureSource } from './FigureSource.js';
import { byDay, sliceOf } from './slices.js';

/** `n` more (or fewer) of a metric, at a moment (ISO 8601, UTC). */
export interface Counted {
  readonly workspaceId: string;
  readonly subjectId: string;
  readonly metric: string;
  readonly at: string;
  readonly n: number;
}

export interface DayFigure {
  /** A day of the workspace: 2026-01-31. */
  readonly day: string;
  readonly metric: string;
  readonly n: number;
}

/** Each is in a statement three times. */
const IDS_PER_STATEMENT = 2_000;

export type Totals = Readonly<Record<string, number>>;

/**
 * Figures by day of the workspace, kept by those who write what is counted. `count` is called in the writer's own unit of work, with the
 * number of rows that its statement has changed: so a figure is there exactly when its rows are. Readers get what is in the days plus
 * what is not there yet, so that no figure is ever late; and a subject of which nothing is kept yet (after an upgrade, a change of the
 * zone) is counted from its rows.
 */
@Injectable()
export class FiguresService {
  private readonly sources = new Map<string, FigureSource>();

  constructor(private readonly figures: FigureRepository) {}

  /** Call it in `onModuleInit`. */
  register(name: string, source: FigureSource): void {
    this.sources.set(name, source);
  }

  listSources(): FigureSource[] {
    return [...this.sources.values()];
  }

  /** The source that a metric is counted from. */
  sourceOf(metric: string): FigureSource {
    const source = this.listSources().find(({ metrics }) => metrics.includes(metric));
    if (!source) throw new Error(`No module counts ${metric}.`);
    return source;
  }

  /**
   * Nothing of this subject has been counted yet, and nothing is there to count: its figures are kept from here on. In the unit of work
   * that makes its first rows. Without this it is counted from its rows until the work comes round, as often as someone looks.
   */
  begin(ctx: WorkspaceContext, subjectId: string): Promise<void> {
    return this.figures.begin(ctx, subjectId);
  }

  /** Written with the last statements of the unit of work, one row for each metric and quarter of an hour, however often it is called. */
  count(manager: EntityManager, counted: readonly Counted[]): void {
    if (counted.length === 0) return;
    const unit = unitOf(manager);
    if (!unit) throw new Error('What is counted has to be in the unit of work that changes it.');
    const pending = unit.keep(this, () => {
      const pending = new Map<string, Change>();
      // Before what others do last: an entry of the audit log goes with the commit.
      unit.lastActs.unshift((manager) => this.figures.append(manager, changesOf(pending)));
      return pending;
    });
    for (const { at, n, ...rest } of counted) {
      const slice = sliceOf(at);
      const key = `${rest.workspaceId} ${rest.subjectId} ${rest.metric} ${slice}`;
      pending.set(key, { ...rest, slice, n: (pending.get(key)?.n ?? 0) + n });
    }
  }

  /** Of all days, by subject. */
  async totals(ctx: WorkspaceContext, sourceName: string, ids: readonly string[]): Promise<Map<string, Totals>> {
    const totals = new Map<string, Record<string, number>>(ids.map((id) => [id, {}]));
    for (const some of chunks(ids, IDS_PER_STATEMENT)) {
      const rows = await this.figures.read(ctx, sql.list(some), null);
      const kept = booksOf(rows, (timeZone) => timeZone !== null);
      const counted = await this.countOthers(ctx, sourceName, some, kept);
      const figures = [...figuresOf(rows), ...this.pendingOf(ctx)].filter(isOf(kept));
      for (const { subjectId, metric, n } of [...figures, ...counted]) {
        const own = totals.get(subjectId);
        if (own) own[metric] = (own[metric] ?? 0) + n;
      }
    }
    return totals;
  }

  /** Of all these subjects together, by day of the zone, from a day on. Days without any are left out. */
  async days(
    ctx: WorkspaceContext,
    sourceName: string,
    ids: readonly string[],
    { from, timeZone }: { readonly from: string; readonly timeZone: string },
  ): Promise<DayFigure[]> {
    const sums = new Map<string, DayFigure>();
    const add = (day: string, metric: string, n: number): void => {
      const key = `${day} ${metric}`;
      if (day >= from) sums.set(key, { day, metric, n: (sums.get(key)?.n ?? 0) + n });
    };
    for (const some of chunks(ids, IDS_PER_STATEMENT)) {
      const rows = await this.figures.read(ctx, sql.list(some), from);
      // What is kept in the days of another zone is counted from its rows until it has been put into the days of this one.
      const kept = booksOf(rows, (zone) => zone === timeZone);
      const figures = figuresOf(rows).filter(isOf(kept));
      for (const { kind, metric, at, n } of figures) if (kind === 'kept') add(at, metric, n);
      const fresh = figures.flatMap(({ kind, metric, at, n }) => (kind === 'new' ? [{ metric, slice: at, n }] : []));
      const counted = await this.countOthers(ctx, sourceName, some, kept);
      const sliced = [...fresh, ...this.pendingOf(ctx).filter(isOf(kept)), ...counted];
      for (const { row, day } of byDay(sliced, timeZone)) add(day, row.metric, row.n);
    }
    return [...sums.values()];
  }

  /** What this unit of work has counted and not written yet. */
  private pendingOf({ manager }: WorkspaceContext): Change[] {
    const pending = unitOf(manager)?.kept(this);
    return pending instanceof Map ? changesOf(pending as Map<string, Change>) : [];
  }

  private async countOthers(
    ctx: WorkspaceContext,
    sourceName: string,
    ids: readonly string[],
    kept: ReadonlySet<string>,
  ): Promise<Omit<Change, 'workspaceId'>[]> {
    const others = ids.filter((id) => !kept.has(id));
    if (others.length === 0) return [];
    const source = this.sources.get(sourceName);
    if (!source) throw new Error(`No module counts ${sourceName}.`);
    return this.figures.count(ctx, source, sql.list(others));
  }
}

type Figure = Omit<ReadRow, 'metric'> & { readonly metric: string };

function figuresOf(rows: readonly ReadRow[]): Figure[] {
  return rows.flatMap((row) => (row.kind !== 'book' && row.metric !== null ? [{ ...row, metric: row.metric }] : []));
}

/** The subjects of which figures are kept, by the zone of their days. */
function booksOf(rows: readonly ReadRow[], isKept: (timeZone: string | null) => boolean): Set<string> {
  return new Set(rows.flatMap(({ kind, subjectId, metric }) => (kind === 'book' && isKept(metric) ? [subjectId] : [])));
}

function isOf(subjects: ReadonlySet<string>): (row: { readonly subjectId: string }) => boolean {
  return ({ subjectId }) => subjects.has(subjectId);
}

/** Without what was done and undone. */
function changesOf(pending: ReadonlyMap<string, Change>): Change[] {
  return [...pending.values()].filter(({ n }) => n !== 0);
}
