import { AppLogger, type LogFields } from '../../src/platform/logging/AppLogger.js';
import { note } from './note.js';

/** Says nothing while tests pass: warnings and errors are told with a test that fails, or at once with `LOG=1`; `LOG=info` tells all. */
export class TestLogger extends AppLogger {
  override info(event: string, fields: LogFields = {}): void {
    if (process.env['LOG'] === 'info') note(`info ${event} ${JSON.stringify(fields)}`);
  }

  override warn(event: string, fields: LogFields = {}): void {
    note(`warn ${event} ${JSON.stringify(fields)}`);
  }

  override failure(event: string, error: unknown, fields: LogFields = {}): void {
    note(`error ${event} ${JSON.stringify(fields)}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
