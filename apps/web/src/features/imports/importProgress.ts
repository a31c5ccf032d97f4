import type { ImportDto } from '@rapport/sdk';

export interface ImportPace {
  readonly rowsPerSecond: number | null;
}

/** What an `import.progress` event carries, laid over what is known. Events may arrive late: the count never goes back. */
export function withProgress(run: ImportDto, event: Readonly<Record<string, unknown>>): ImportDto {
  const processedRows = numberOr(event.processedRows, run.processedRows);
  if (processedRows < run.processedRows || run.status === 'completed') return run;
  return {
    ...run,
    status: STATUSES.find((status) => status === event.status) ?? run.status,
    processedRows,
    bytesProcessed: numberOr(event.bytesProcessed, run.bytesProcessed),
    totalRows: numberOr(event.totalRows, run.totalRows),
    counts: typeof event.counts === 'object' && event.counts !== null ? { ...run.counts, ...event.counts } : run.counts,
  };
}

export interface Forecast {
  /** Counted when the server has counted, else reckoned from the share of the file that is read; null before the first rows. */
  readonly total: number | null;
  readonly isEstimate: boolean;
  readonly rowsPerSecond: number | null;
  readonly secondsLeft: number | null;
}

/** Total, pace and time left. After a reload no event has told the pace yet: then it is the average since the start. */
export function forecast(
  run: Pick<ImportDto, 'processedRows' | 'totalRows' | 'bytesProcessed' | 'fileSize' | 'startedAt'>,
  pace: ImportPace,
  now: number,
): Forecast {
  const share = run.fileSize > 0 ? run.bytesProcessed / run.fileSize : 0;
  const total = run.totalRows ?? (share > 0 ? Math.max(run.processedRows, Math.round(run.processedRows / share)) : null);
  const elapsed = run.startedAt ? (now - Date.parse(run.startedAt)) / 1_000 : 0;
  const average = elapsed > 0 && run.processedRows > 0 ? run.processedRows / elapsed : null;
  const rowsPerSecond = pace.rowsPerSecond ?? average;
  const secondsLeft = total !== null && rowsPerSecond ? (total - run.processedRows) / rowsPerSecond : null;
  return { total, isEstimate: run.totalRows === null, rowsPerSecond, secondsLeft };
}

function numberOr<T>(value: unknown, fallback: T): number | T {
  return typeof value === 'number' ? value : fallback;
}

const STATUSES: readonly ImportDto['status'][] = ['uploaded', 'running', 'completed', 'cancelled', 'failed'];
