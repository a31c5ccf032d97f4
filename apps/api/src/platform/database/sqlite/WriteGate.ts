import { DatabaseUsageError } from '../databaseErrors.js';

/** Longer than any sane transaction: a wait of this length is a deadlock in the making, and a loud error beats a hung request. */
const WAIT_LIMIT_MS = 30_000;

interface Waiter {
  readonly start: () => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * First come, first served access to the one writing connection of a SQLite file.
 *
 * A transaction holds the gate from BEGIN to COMMIT or ROLLBACK. A plain statement passes when nobody holds it and nobody
 * came earlier. better-sqlite3 is synchronous, so a plain statement needs the gate only for the moment in which it runs.
 */
export class WriteGate {
  private holder: object | null = null;
  private readonly waiters: Waiter[] = [];

  constructor(private readonly waitLimitMs = WAIT_LIMIT_MS) {}

  /** Whether someone waits for whoever holds it. */
  get isAwaited(): boolean {
    return this.waiters.length > 0;
  }

  isHeldBy(owner: object): boolean {
    return this.holder === owner;
  }

  /** Runs one statement when it is its turn. */
  async pass<T>(statement: () => T): Promise<T> {
    if (this.holder !== null || this.waiters.length > 0) return this.queue(statement);
    return statement();
  }

  /** Resolves when `owner` holds the gate; it must call `release` on every path. */
  async acquire(owner: object): Promise<void> {
    if (this.holder === null && this.waiters.length === 0) {
      this.holder = owner;
      return;
    }
    await this.queue(() => {
      this.holder = owner;
    });
  }

  release(owner: object): void {
    if (this.holder !== owner) return;
    this.holder = null;
    this.admitWaiters();
  }

  private queue<T>(start: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const waiter: Waiter = {
        start: () => {
          clearTimeout(waiter.timer);
          try {
            resolve(start());
          } catch (error) {
            reject(error);
          }
        },
        timer: setTimeout(() => {
          this.waiters.splice(this.waiters.indexOf(waiter), 1);
          reject(
            new DatabaseUsageError(
              'database.busy',
              `Waited ${this.waitLimitMs / 1000} s for the database. Another transaction is taking far too long; try again.`,
            ),
          );
        }, this.waitLimitMs),
      };
      this.waiters.push(waiter);
    });
  }

  private admitWaiters(): void {
    while (this.holder === null) {
      const next = this.waiters.shift();
      if (!next) return;
      next.start();
    }
  }
}
