import { readFileSync, readlinkSync } from 'node:fs';

/** The number by which the kernel knows the thread that asks; null where there is no /proc. */
export function ownThread(): number | null {
  try {
    return Number(/\d+$/.exec(readlinkSync('/proc/thread-self'))?.[0] ?? Number.NaN) || null;
  } catch {
    return null;
  }
}

/** Milliseconds that a thread of this process has had a processor; of the whole process, the most that it can be, where the kernel does not say. */
export function processorTimeOf(thread: number | null): number {
  try {
    // "nanoseconds on a processor, nanoseconds of waiting for one, number of turns"; Worker has no cpuUsage before Node 22.
    if (thread !== null) return Number(readFileSync(`/proc/self/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    // A kernel without schedstat.
  }
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
