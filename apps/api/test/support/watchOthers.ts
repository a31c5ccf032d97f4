import { monitorEventLoopDelay } from 'node:perf_hooks';
import { dataOf, type Person } from './Person.js';

/**
 * What nobody may wait longer than while much is removed or changed. One statement for everything takes many seconds; a busy machine that
 * runs two suites at once stalls a good one for some hundred milliseconds by itself. The figures that people feel are measured in bench/.
 */
export const UNNOTICED = { writeMs: 2_500, loopMs: 1_500 } as const;

/** What everyone else notices while `work` goes on: how long their writes took, and how long the event loop was held. */
export async function watchOthers(
  other: Person,
  work: () => Promise<unknown>,
): Promise<{ slowestWriteMs: number; loopHeldMs: number; writes: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let isOver = false;
  let [slowestWriteMs, writes] = [0, 0];
  delay.enable();
  const writing = (async () => {
    while (!isOver || writes < 3) {
      const begun = performance.now();
      await dataOf(other.post('contacts', { firstName: `Meanwhile ${writes}` }));
      slowestWriteMs = Math.max(slowestWriteMs, performance.now() - begun);
      writes += 1;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
    await writing;
    delay.disable();
  }
  return { slowestWriteMs, writes, loopHeldMs: delay.max / 1e6 };
}
