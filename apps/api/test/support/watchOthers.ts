import { readFileSync } from 'node:fs';
import { clock, coveredMs, MachineStalls, type Span } from './MachineStalls.js';
import { dataOf, type Person } from './Person.js';
import type { TestDatabase } from './testDatabase.js';

/** What nobody may wait longer than while much is removed, changed or read: the product's own share, without the machine's. */
const UNNOTICED = { writeMs: 300, loopMs: 250 } as const;

export interface Noticed {
  /** The longest write of another client, and the longest time without a turn of the event loop: milliseconds that the machine does not answer for. */
  readonly slowestWriteMs: number;
  readonly loopHeldMs: number;
  readonly writes: number;
  /** The same as the clock measured it, for the report. */
  readonly raw: { readonly slowestWriteMs: number; readonly loopHeldMs: number };
}

interface Wait extends Span {
  /** In which the thread of the event loop could have run and got no processor. */
  readonly unscheduledMs: number;
}

const TICK_MS = 5;
const BETWEEN_WRITES_MS = 10;

/**
 * What everyone else notices while `work` goes on: how long their writes took, and how long the event loop was held. Of each wait is
 * taken off in what part of it the whole machine was slow (see MachineStalls), or gave this thread no processor; the
 * larger of the two, because they overlap.
 */
export async function watchOthers(database: TestDatabase, other: Person, work: () => Promise<unknown>): Promise<Noticed> {
  const machine = await MachineStalls.watch(database);
  let isOver = false;
  const turns: Wait[] = [];
  const writes: Wait[] = [];
  let turn = begin();
  const ticking = setInterval(() => {
    turns.push(turn());
    turn = begin();
  }, TICK_MS);
  const writing = (async () => {
    while (!isOver || writes.length < 3) {
      const write = begin();
      await dataOf(other.post('contacts', { firstName: `Meanwhile ${writes.length}` }));
      writes.push(write());
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_WRITES_MS));
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
    await writing;
    clearInterval(ticking);
  }
  const stalls = await machine.end();
  const own = (wait: Wait, stalled: readonly Span[]): number => lengthOf(wait) - Math.max(wait.unscheduledMs, coveredMs(wait, stalled));
  return {
    writes: writes.length,
    slowestWriteMs: greatest(writes.map((wait) => own(wait, [...stalls.timer, ...stalls.write]))),
    loopHeldMs: greatest(turns.map((wait) => own(wait, stalls.timer) - TICK_MS)),
    raw: { slowestWriteMs: greatest(writes.map(lengthOf)), loopHeldMs: greatest(turns.map(lengthOf)) },
  };
}

/** Prints all figures when it fails. */
export function expectUnnoticed(noticed: Noticed): void {
  expect(noticed.writes).toBeGreaterThan(2);
  expect(noticed.slowestWriteMs > UNNOTICED.writeMs || noticed.loopHeldMs > UNNOTICED.loopMs ? noticed : 'unnoticed').toBe('unnoticed');
}

function begin(): () => Wait {
  const [from, unscheduled] = [clock(), unscheduledSoFar()];
  return () => ({ from, to: clock(), unscheduledMs: unscheduledSoFar() - unscheduled });
}

/** Milliseconds that this thread has waited for a processor so far, as Linux counts them; 0 elsewhere. */
function unscheduledSoFar(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

function lengthOf({ from, to }: Span): number {
  return to - from;
}

function greatest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 0);
}
