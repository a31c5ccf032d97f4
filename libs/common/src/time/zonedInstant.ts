const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
/** No zone changes its clocks at another minute of UTC than these. */
const STEP_MS = 30 * 60_000;
const DAY_MS = 86_400_000;
const REMEMBERED = 20_000;

/**
 * The instant at which the clocks of a zone show this date and time (given as if it were UTC). In the hour that clocks show twice the
 * first, in the one they skip the time by the old clocks.
 */
export function zonedInstant(wallMs: number, timeZone: string): number {
  const around = [offsetAt(wallMs - DAY_MS, timeZone), offsetAt(wallMs + DAY_MS, timeZone)].sort((a, b) => b - a);
  const offset = around.find((candidate) => offsetAt(wallMs - candidate, timeZone) === candidate);
  return wallMs - (offset ?? around[1] ?? 0);
}

/** Milliseconds that the clocks of a zone are ahead of UTC. Remembered by the half hour: asking costs some 10 µs, an import asks for each row. */
export function offsetAt(instant: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const step = Math.floor(instant / STEP_MS);
  const key = `${timeZone} ${step}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= REMEMBERED) offsets.clear();
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  const offset = wall - Math.floor(instant / 1000) * 1000;
  offsets.set(key, offset);
  return offset;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
