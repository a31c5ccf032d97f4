import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { QueryFailedError } from 'typeorm';

interface Question {
  readonly query: string;
  readonly values: readonly unknown[];
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (error: unknown) => void;
}

type Answer = { readonly id: number } & ({ readonly rows: unknown[] } | { readonly error: { message: string; code: string } });

/**
 * Runs statements that read much (counts, sums) on a thread of its own, with a read-only connection: better-sqlite3 is synchronous, and
 * a sum over a million rows would hold up every other request for as long as it takes. Such a statement sees what was committed
 * before it was asked. Started by the first question; one after the other.
 */
export class ReadThread {
  private worker: Worker | null = null;
  private readonly open = new Map<number, Question>();
  private lastId = 0;

  constructor(private readonly databaseFile: string) {}

  /** How many questions are open. */
  get waiting(): number {
    return this.open.size;
  }

  ask(query: string, values: readonly unknown[]): Promise<unknown[]> {
    this.worker ??= this.start();
    const { worker } = this;
    return new Promise((resolve, reject) => {
      this.lastId += 1;
      this.open.set(this.lastId, { query, values, resolve, reject });
      // While someone waits it counts: the process must not end before the answer.
      worker.ref();
      worker.postMessage({ id: this.lastId, query, values });
    });
  }

  async stop(): Promise<void> {
    const { worker } = this;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.ref();
    worker.postMessage(null);
    await ended;
  }

  private start(): Worker {
    const worker = new Worker(PROGRAM, {
      eval: true,
      name: 'counts',
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
      workerData: { module: createRequire(import.meta.url).resolve('better-sqlite3'), databaseFile: this.databaseFile },
    });
    worker.on('message', (answer: Answer) => this.settle(answer));
    // Whoever waits is told; the next question starts another one.
    worker.on('error', (error) => this.fail(worker, error));
    worker.on('exit', () => this.fail(worker, new Error('The thread that reads has ended.')));
    worker.unref();
    return worker;
  }

  private settle(answer: Answer): void {
    const question = this.open.get(answer.id);
    this.open.delete(answer.id);
    if (this.open.size === 0) this.worker?.unref();
    if (!question) return;
    if ('rows' in answer) question.resolve(answer.rows);
    else
      question.reject(
        new QueryFailedError(question.query, [...question.values], Object.assign(new Error(answer.error.message), answer.error)),
      );
  }

  private fail(worker: Worker, error: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    const waiting = [...this.open.values()];
    this.open.clear();
    for (const { query, values, reject } of waiting) reject(new QueryFailedError(query, [...values], error));
  }
}

/** A text and not a file: it must run alike from the sources, under the tests, and from the build. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.module);
const database = new Database(workerData.databaseFile, { readonly: true, fileMustExist: true, timeout: 5000 });
database.pragma('query_only = ON');
database.pragma('temp_store = MEMORY');
database.pragma('cache_size = -8192');
const statements = new Map();
const prepared = (query) => {
  const known = statements.get(query);
  if (known) return known;
  const statement = database.prepare(query);
  if (statements.size > 200) statements.clear();
  statements.set(query, statement);
  return statement;
};
parentPort.on('message', (question) => {
  if (question === null) {
    parentPort.close();
    database.close();
    return;
  }
  const { id, query, values } = question;
  try {
    parentPort.postMessage({ id, rows: prepared(query).all(...values) });
  } catch (error) {
    parentPort.postMessage({ id, error: { message: String(error.message), code: String(error.code) } });
  }
});
`;
