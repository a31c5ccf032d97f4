/** Runs a command of the API (`node tools/apiCommand.mjs verifyAudit`), building it first where that is missing. */
import { pathToFileURL } from 'node:url';
import { requireNode } from './support/requireNode.mjs';

requireNode();
const { fail, PlainError, root } = await import('./support/report.mjs');
const { ensureInstalled } = await import('./support/install.mjs');
const { ensureBuilt } = await import('./support/build.mjs');

/** The programs of the API that people start, by the npm command that does. */
const PROGRAMS = {
  rotateSecrets: 'npm run secrets:rotate',
  recoverAccount: 'npm run account:recover',
  confirmAccount: 'npm run account:confirm',
  verifyAudit: 'npm run audit:verify',
  verifyApprovals: 'npm run approvals:verify',
};

const [command = ''] = process.argv.splice(2, 1);
try {
  if (!Object.hasOwn(PROGRAMS, command)) {
    const list = Object.entries(PROGRAMS).map(([name, npm]) => `  ${name.padEnd(16)}${npm}`);
    const what = command === '' ? 'Which command?' : `There is no command "${command}".`;
    throw new PlainError(`${what} Use node tools/apiCommand.mjs with one of these, or the npm command beside it:\n${list.join('\n')}`);
  }
  await ensureInstalled();
  await ensureBuilt({ only: ['common', 'providers', 'api'] });
} catch (error) {
  fail(error);
}
process.chdir(root);
await import(pathToFileURL(`${root}/apps/api/dist/${command}.js`).href);
