import { setImmediate as nextTurn } from 'node:timers/promises';

/** Takes steps until one answers that it was the last, with a turn of the event loop between two. False when the worker stops before. */
export async function untilLast(signal: AbortSignal, step: () => Promise<boolean>): Promise<boolean> {
  for (let isLast = false; !isLast;) {
    if (signal.aborted) return false;
    isLast = await step();
    await nextTurn();
  }
  return true;
}
