import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { TestDatabase } from './testDatabase.js';

/** Milliseconds of the clock that all threads share. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Milliseconds since the epoch, as exact as `performance.now()`, and the same in every thread. */
export const clock = (): number => performance.timeOrigin + performance.now();

/**
 * When the machine itself was slow: a thread that does nothing else keeps a timer and writes a few bytes durably, over and over. In the
 * spans that either took too long, whoever was slow as well is not to blame. On PostgreSQL it writes through a connection of its own.
 */
export class MachineStalls {
  private constructor(private readonly worker: Worker) {}

  static async watch({ dataDir, environment }: TestDatabase): Promise<MachineStalls> {
    const url = environment['DATABASE_URL'];
    const worker = new Worker(PROGRAM, {
      eval: true,
      workerData: { url, file: path.join(dataDir, 'bare-writes'), pg: createRequire(import.meta.url).resolve('pg') },
    });
    await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    return new MachineStalls(worker);
  }

  /** `timer` tells of the processors alone, `write` of the disk or the database server as well. */
  async end(): Promise<{ timer: Span[]; write: Span[] }> {
    const told = new Promise<{ timer: Span[]; write: Span[] }>((resolve, reject) =>
      this.worker.once('message', resolve).once('error', reject),
    );
    this.worker.postMessage(null);
    const stalls = await told;
    await this.worker.terminate();
    return stalls;
  }
}

/** How much of a span is covered by others, each moment counted once. */
export function coveredMs(span: Span, by: readonly Span[]): number {
  let covered = 0;
  let reached = span.from;
  for (const { from, to } of [...by].sort((a, b) => a.from - b.from)) {
    const end = Math.min(to, span.to);
    const start = Math.max(from, reached);
    if (end <= start) continue;
    covered += end - start;
    reached = end;
  }
  return covered;
}

/** A text, so that it runs alike from the sources and under Jest. What takes less than 10 ms is no stall. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { open } = require('node:fs/promises');
const EVERY = 5, LEAST = 10;
const clock = () => performance.timeOrigin + performance.now();
const stalls = { timer: [], write: [] };
let last = clock(), isOver = false, begun = 0;
setInterval(() => {
  const now = clock();
  if (now - last > EVERY + LEAST) stalls.timer.push({ from: last + EVERY, to: now });
  last = now;
}, EVERY);
async function writer() {
  if (!workerData.url) {
    const file = await open(workerData.file, 'w');
    return async () => { await file.write('x', 0); await file.datasync(); };
  }
  const client = new (require(workerData.pg).Client)({ connectionString: workerData.url });
  await client.connect();
  return () => client.query("SELECT pg_logical_emit_message(true, 'bare', 'x')");
}
(async () => {
  const write = await writer();
  await write();
  parentPort.once('message', () => {
    if (begun) stalls.write.push({ from: begun, to: clock() });
    parentPort.postMessage(stalls);
  });
  parentPort.postMessage('ready');
  for (;;) {
    begun = clock();
    await write();
    if (clock() - begun > LEAST) stalls.write.push({ from: begun, to: clock() });
    begun = 0;
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
})();
`;
