/** Builds what changed: `npm run build`. With `--force` everything, with names (`npm run build -- api web`) only those. */
import { requireNode } from './support/requireNode.mjs';

requireNode();
const { fail } = await import('./support/report.mjs');
const { ensureInstalled } = await import('./support/install.mjs');
const { ensureBuilt } = await import('./support/build.mjs');

const args = process.argv.slice(2);
const only = args.filter((arg) => !arg.startsWith('--'));
try {
  await ensureInstalled();
  await ensureBuilt({ force: args.includes('--force'), ...(only.length ? { only } : {}) });
} catch (error) {
  fail(error);
}
