/** Runs a command of the API (`node tools/apiCommand.mjs verifyAudit`), building it first where that is missing. */
import { pathToFileURL } from 'node:url';
import { requireNode } from './support/requireNode.mjs';

requireNode();
const { fail, root } = await import('./support/report.mjs');
const { ensureInstalled } = await import('./support/install.mjs');
const { ensureBuilt } = await import('./support/build.mjs');

const [command = ''] = process.argv.splice(2, 1);
try {
  await ensureInstalled();
  await ensureBuilt({ only: ['common', 'providers', 'api'] });
} catch (error) {
  fail(error);
}
process.chdir(root);
await import(pathToFileURL(`${root}/apps/api/dist/${command}.js`).href);
