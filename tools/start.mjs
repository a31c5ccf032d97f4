/** `npm start`: installs and builds what is missing, then becomes the server (same process, so signals and exit code are its own). */
import { requireNode } from './support/requireNode.mjs';

requireNode();
const { fail, root } = await import('./support/report.mjs');
const { ensureInstalled } = await import('./support/install.mjs');
const { ensureBuilt } = await import('./support/build.mjs');

try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
process.chdir(root);
await import('../apps/api/dist/main.js');
