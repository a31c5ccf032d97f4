import { formatCount, plural } from '../../shared/format/format';

interface Share {
  readonly part: number;
  readonly whole: number;
}

/** `120 more than in the 30 days before`; the number itself where there was none before. */
export function moreOrFewer(now: number, before: number, days: number, word: string): string {
  const period = `in the ${plural(days, 'day')} before`;
  if (before === 0) return `None ${word} ${period}`;
  if (now === before) return `As many as ${period}`;
  return `${formatCount(Math.abs(now - before))} ${now > before ? 'more' : 'fewer'} than ${period}`;
}

/** Shares are compared in points of a percent: 30% after 20% is 10 points more, whatever was sent. */
export function pointsMore(now: Share, before: Share, days: number): string {
  const period = `in the ${plural(days, 'day')} before`;
  if (before.whole === 0) return `None sent ${period}`;
  if (now.whole === 0) return `${percentOf(before).toFixed(1)}% ${period}`;
  const points = percentOf(now) - percentOf(before);
  const size = Math.abs(points).toFixed(1);
  if (size === '0.0') return `As ${period}`;
  return `${size} points ${points > 0 ? 'more' : 'less'} than ${period}`;
}

function percentOf({ part, whole }: Share): number {
  return (part / whole) * 100;
}
