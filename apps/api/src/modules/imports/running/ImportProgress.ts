import type { LiveEvents } from '../../../platform/live/LiveEvents.js';
import type { ImportRecord } from '../Import.js';

const LEAST_INTERVAL_MS = 200;

/** Tells open pages how far an import is: at most five times a second, and always the end. */
export class ImportProgress {
  private readonly startedAt = performance.now();
  private readonly rowsAtStart: number;
  private toldAt = -Infinity;

  constructor(
    private readonly liveEvents: LiveEvents,
    record: ImportRecord,
  ) {
    this.rowsAtStart = record.processedRows;
  }

  tell(record: ImportRecord): void {
    const now = performance.now();
    if (record.status === 'running' && now - this.toldAt < LEAST_INTERVAL_MS) return;
    this.toldAt = now;
    const seconds = (now - this.startedAt) / 1000;
    const { id, status, processedRows, totalRows, bytesProcessed, fileSize, counts } = record;
    const rowsPerSecond = seconds > 0 ? Math.round((processedRows - this.rowsAtStart) / seconds) : 0;
    this.liveEvents.publish(record.workspaceId, {
      type: 'import.progress',
      id,
      status,
      processedRows,
      totalRows,
      bytesProcessed,
      fileSize,
      counts,
      rowsPerSecond,
    });
  }
}
