/** No server's wish keeps a message longer than this. */
const LONGEST_MS = 12 * 3_600_000;

/** Servers say it in words: "try again in 5 minutes". Milliseconds, or null. */
export function retryAfterMs(words: string): number | null {
  const found = /(?:again|wait|retry|after|in)\D{0,20}?(\d{1,5})\s*(second|sec|s\b|minute|min|m\b|hour|h\b)/i.exec(words);
  if (!found) return null;
  const unit = (found[2] ?? '').toLowerCase();
  const factor = unit.startsWith('h') ? 3_600_000 : unit.startsWith('m') ? 60_000 : 1000;
  return Math.min(Number(found[1]) * factor, LONGEST_MS);
}
