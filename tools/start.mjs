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
await import(product);

/** npm passes a signal to the shell between it and this process, and the shell dies of it alone: the server would run on unseen. */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 250).unref();
}
