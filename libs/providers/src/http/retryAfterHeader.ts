/** No server's wish keeps a message longer than this. */
const LONGEST_MS = 12 * 3_600_000;

/** The header Retry-After, in seconds or as a date. Milliseconds, or null. */
export function retryAfterHeaderMs(value: string | null, now: Date = new Date()): number | null {
  const text = value?.trim() ?? '';
  if (text === '') return null;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? null : Math.min(Math.max(ms, 0), LONGEST_MS);
}
