import { DatabaseUsageError } from '../databaseErrors.js';

/**
 * Makes commits durable, many of them with one flush of the disk.
 *
 * A flush takes milliseconds, far longer than a transaction. So COMMIT itself only writes the log (synchronous = NORMAL), and
 * whoever committed waits here for a flush of the log that began after their commit. Everyone who arrives while one is running
 * shares the next. What is acknowledged has reached the disk, as with synchronous = FULL, and the event loop never waits for it.
 */
export class CommitSync {
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private failure: DatabaseUsageError | null = null;

  /** @param flush resolves when everything written to the log before the call is on the disk */
  constructor(private readonly flush: () => Promise<void>) {}

  /** Resolves when every commit made before this call is durable. */
  durable(): Promise<void> {
    // The running flush may have begun before our commit: only the one after it counts.
    this.next ??= this.startAfter(this.running);
    return this.next;
  }

  private async startAfter(running: Promise<void> | null): Promise<void> {
    await running?.catch(() => undefined);
    // Requests that arrived together commit in one turn of the event loop: they need not wait for each other's flushes.
    await new Promise((resolve) => setImmediate(resolve));
    this.next = null;
    this.running = this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    if (this.failure) throw this.failure;
    try {
      await this.flush();
    } catch (error) {
      // After one failed flush the kernel may forget the pages: a later success would prove nothing.
      this.failure = new DatabaseUsageError(
        'database.notDurable',
        `The disk did not accept what was written (${error instanceof Error ? error.message : String(error)}). Check the disk and restart Rapport.`,
      );
      throw this.failure;
    }
  }
}
