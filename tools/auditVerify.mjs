/** `npm run audit:verify`: builds the API if that is missing, then verifies every chain of the audit log. Exit code 1: one is broken. */
import { pathToFileURL } from 'node:url';
import { requireNode } from './support/requireNode.mjs';

requireNode();
const { fail, root } = await import('./support/report.mjs');
const { ensureInstalled } = await import('./support/install.mjs');
const { ensureBuilt } = await import('./support/build.mjs');

try {
  await ensureInstalled();
  await ensureBuilt({ only: ['common', 'providers', 'api'] });
} catch (error) {
  fail(error);
}
process.chdir(root);
await import(pathToFileURL(`${root}/apps/api/dist/verifyAudit.js`).href);
