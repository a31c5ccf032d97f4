const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;
/** Longer than any restart of a database. */
const PATIENCE_MS = 30 * 60_000;

/** Repeats an act until it succeeds. False when that took too long. */
export async function insist(
  act: () => Promise<void>,
  now: () => number = () => performance.now(),
  pause: (ms: number) => Promise<void> = pauseFor,
): Promise<boolean> {
  const endAt = now() + PATIENCE_MS;
  for (let attempt = 1; now() < endAt; attempt += 1) {
    try {
      await act();
      return true;
    } catch {
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS));
    }
  }
  return false;
}

/** A process that ends does not wait for this. */
export function pauseFor(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
