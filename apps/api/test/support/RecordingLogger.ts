import { AppLogger, type LogFields } from '../../src/platform/logging/AppLogger.js';

/** Keeps what was logged instead of printing it. */
export class RecordingLogger extends AppLogger {
  readonly records: { level: string; event: string; fields: LogFields; error?: unknown }[] = [];

  override info(event: string, fields: LogFields = {}): void {
    this.records.push({ level: 'info', event, fields });
  }

  override warn(event: string, fields: LogFields = {}): void {
    this.records.push({ level: 'warn', event, fields });
  }

  override failure(event: string, error: unknown, fields: LogFields = {}): void {
    this.records.push({ level: 'error', event, fields, error });
  }

  has(event: string): boolean {
    return this.records.some((record) => record.event === event);
  }
}
