/** Installs the packages when the lock file asks for it: `node tools/install.mjs`. */
import { requireNode } from './support/requireNode.mjs';

requireNode();
const { fail } = await import('./support/report.mjs');
await (await import('./support/install.mjs')).ensureInstalled().catch(fail);
