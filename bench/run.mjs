/**
 * Runs the benchmarks one after the other and ends with all figures beside their limits: `node bench/run.mjs`, or only some:
 * `node bench/run.mjs w7 w10`. Each is a plain program (`node bench/w7-http.mjs`). Benchmarks are never tests: figures differ by
 * machine, and only ratios inside one run are firm.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from '../tools/support/build.mjs';
import { ensureInstalled } from '../tools/support/install.mjs';
import { fail, say } from '../tools/support/report.mjs';
import { describe, isReached, machine } from './support/figures.mjs';

const folder = import.meta.dirname;
const asked = process.argv.slice(2).map((name) => name.toLowerCase());
const programs = readdirSync(folder)
  .filter((file) => /^w\d+[a-z]*-.*\.mjs$/.test(file))
  .filter((file) => asked.length === 0 || asked.includes(file.split('-')[0] ?? ''))
  .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));

await ensureInstalled().catch(fail);
await ensureBuilt().catch(fail);
const reports = mkdtempSync(join(tmpdir(), 'rapport-figures-'));
const file = join(reports, 'figures.jsonl');
const broken = [];
for (const program of programs) {
  say(`\n${program}`);
  const { status } = spawnSync(process.execPath, [join(folder, program)], {
    stdio: 'inherit',
    env: { ...process.env, RAPPORT_FIGURES: file },
  });
  if (status !== 0) broken.push(program);
}
const figures = readFigures();
rmSync(reports, { recursive: true, force: true });

say(`\n${machine()}`);
for (const figure of figures) say(describe(figure));
for (const program of broken) say(`BROKE ${program}: no figures, see above`);
process.exitCode = broken.length > 0 || !figures.every(isReached) ? 1 : 0;

/** @returns {import('./support/figures.mjs').Figure[]} */
function readFigures() {
  try {
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
