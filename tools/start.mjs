/** `npm start`: installs and builds what is missing, then becomes the server (same process, so signals and exit code are its own). */
import { requireNode } from './support/requireNode.mjs';

requireNode();
const { fail, root } = await import('./support/report.mjs');
const { ensureInstalled } = await import('./support/install.mjs');
const { ensureBuilt, product } = await import('./support/build.mjs');

try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  fail(error);
}
stopWithNpm();
process.chdir(root);
// Node 22 and newer keep what they compiled: the next start has less to do.
const { enableCompileCache } = /** @type {{ enableCompileCache?: (folder: string) => void }} */ (await import('node:module'));
enableCompileCache?.(`${root}/node_modules/.cache/compiled`);
await import(product);

/** npm passes a signal to the shell between it and this process, and the shell dies of it alone: the server would run on unseen. */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}
