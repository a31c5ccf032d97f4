/** W10: from the start of the process to the first 200 of /health/ready. The middle one of five starts counts. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../tools/support/report.mjs';
import { percentile, report } from './support/figures.mjs';
import { startProduct } from './support/product.mjs';

const STARTS = 5;
const dataDir = mkdtempSync(join(tmpdir(), 'rapport-bench-'));
try {
  const first = await startOnce();
  report({ row: 'W10', what: 'first start of the server, making its database', figure: first, unit: 's', limit: 1.5, better: 'lower' });
  report({ row: 'W10', what: 'start of the server', figure: await middle(() => startOnce()), unit: 's', limit: 1.5, better: 'lower' });
  // Through npm, with the checks whether anything has to be installed or built.
  const npm = () => startOnce({ command: ['npm', 'start'], cwd: root });
  report({ row: 'W10', what: 'second npm start', figure: await middle(npm), unit: 's', limit: 5, better: 'lower' });
  const bareAt = performance.now();
  execFileSync(process.execPath, ['-e', '']);
  report({ row: 'W10', what: 'a Node process that does nothing', figure: (performance.now() - bareAt) / 1000, unit: 's' });
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

/** @param {{ command?: [string, ...string[]], cwd?: string }} [options] */
async function startOnce(options = {}) {
  const product = await startProduct({ dataDir, ...options });
  await product.stop();
  return product.readyAfterMs / 1000;
}

/** @param {() => Promise<number>} start */
async function middle(start) {
  const all = [];
  for (let n = 0; n < STARTS; n += 1) all.push(await start());
  return percentile(all, 0.5);
}
