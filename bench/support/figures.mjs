/** How a benchmark says what it found: the figure beside its limit, once for people and once for bench/run.mjs. */
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { cpus } from 'node:os';

/**
 * @typedef {{ row: string, what: string, figure: number, unit: string, limit?: number, better?: 'higher' | 'lower', note?: string }} Figure
 * `limit` is what docs/PERFORMANCE.md promises; a figure without one is a comparison measured in the same run.
 */

/** @param {Figure} figure */
export function report(figure) {
  process.stdout.write(`${describe(figure)}\n`);
  if (process.env.RAPPORT_FIGURES) appendFileSync(process.env.RAPPORT_FIGURES, `${JSON.stringify(figure)}\n`);
}

/** @param {Figure} figure */
export function describe(figure) {
  const limit =
    figure.limit === undefined ? '' : `  (${figure.better === 'lower' ? 'at most' : 'at least'} ${amount(figure.limit)} ${figure.unit})`;
  return `${verdict(figure).padEnd(5)} ${figure.row.padEnd(4)} ${figure.what}: ${amount(figure.figure)} ${figure.unit}${limit}${figure.note ? `, ${figure.note}` : ''}`;
}

/** @param {Figure} figure */
export function isReached({ figure, limit, better = 'higher' }) {
  return limit === undefined || (better === 'higher' ? figure >= limit : figure <= limit);
}

/** @param {Figure} figure */
function verdict(figure) {
  if (figure.limit === undefined) return '';
  return isReached(figure) ? 'ok' : 'SHORT';
}

/** @param {number} value */
function amount(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en-GB');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** A figure counts only when the work arrived: the rows at the destination are asserted before it is reported.
 * @param {string} what @param {number} actual @param {number} expected */
export function assertRows(what, actual, expected) {
  assert.equal(actual, expected, `${what}: ${actual} rows at the destination, expected ${expected}`);
}

/** @param {number[]} values @param {number} share between 0 and 1 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function machine() {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${process.platform} ${process.arch}, Node ${process.versions.node}`;
}
