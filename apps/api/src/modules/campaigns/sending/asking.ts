import type { Settlement } from '@rapport/providers';

const PATIENCE_MS = 5_000;
const MINUTE_MS = 60_000;
/** After a question in vain; providers know more later, and after some days nothing new. */
const AGAIN_MINUTES = [1, 5, 30, 180, 720, 1_440];

/** How long to wait after so many questions in vain and this one. */
export function askAgainMs(asks: number): number {
  return (AGAIN_MINUTES[Math.min(asks, AGAIN_MINUTES.length - 1)] ?? 1) * MINUTE_MS;
}

/** One question. An answer that fails or does not come is none. */
export async function askPatiently(ask: () => Promise<Settlement>): Promise<Settlement> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<Settlement>((resolve) => {
    timer = setTimeout(() => resolve('unknown'), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask().catch((): Settlement => 'unknown'), silence]);
  } finally {
    clearTimeout(timer);
  }
}
