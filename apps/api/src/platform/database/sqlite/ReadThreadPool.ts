import { ReadThread } from './ReadThread.js';

/** Two, so that a count over a million rows does not keep a search waiting; each is started by the first question that finds the others busy. */
const THREADS = 2;

/** Threads that read. A question goes to the one that has the fewest open. */
export class ReadThreadPool {
  private readonly threads: readonly ReadThread[];

  constructor(databaseFile: string) {
    this.threads = Array.from({ length: THREADS }, () => new ReadThread(databaseFile));
  }

  ask(query: string, values: readonly unknown[]): Promise<unknown[]> {
    return this.threads.reduce((least, thread) => (thread.waiting < least.waiting ? thread : least)).ask(query, values);
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }
}
