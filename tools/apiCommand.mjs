/** Runs a command of the API (`node tools/apiCommand.mjs verifyAudit`), building it first where that is missing. */
import { pathToFileURL } from 'node:url';
import { requireNode } from './support/requireNode.mjs';

requireNode();
const { fail, PlainError, root, say } = await import('./support/report.mjs');
const { COMMANDS } = await import('./commands.mjs');
const { ensureInstalled } = await import('./support/install.mjs');
const { ensureBuilt } = await import('./support/build.mjs');

/** The programs of the API that people start, by the npm command that does, and what comes after `--`. */
const PROGRAMS = {
  rotateSecrets: { npm: 'npm run secrets:rotate', argument: null },
  recoverAccount: { npm: 'npm run account:recover', argument: 'ann@example.com' },
  confirmAccount: { npm: 'npm run account:confirm', argument: 'ann@example.com' },
  verifyAudit: { npm: 'npm run audit:verify', argument: null },
  verifyApprovals: { npm: 'npm run approvals:verify', argument: null },
  rebuildFigures: { npm: 'npm run figures:rebuild', argument: null },
};

const [command = ''] = process.argv.splice(2, 1);
try {
  if (!Object.hasOwn(PROGRAMS, command)) {
    const list = Object.entries(PROGRAMS).map(([name, { npm }]) => `  ${name.padEnd(16)}${npm}`);
    const what = command === '' ? 'Which command?' : `There is no command "${command}".`;
    throw new PlainError(`${what} Use node tools/apiCommand.mjs with one of these, or the npm command beside it:\n${list.join('\n')}`);
  }
  const { npm, argument } = PROGRAMS[/** @type {keyof typeof PROGRAMS} */ (command)];
  const given = process.argv.slice(2);
  if (given.some((word) => ['--help', '-h', 'help'].includes(word))) {
    const what = COMMANDS.flatMap(({ commands }) => commands).find(([name]) => name === npm)?.[1] ?? '';
    say(`${npm}${argument ? ` -- ${argument}` : ''}\n  ${what}\n\nEveryday operation is in docs/guides/operations.md.`);
    process.exit(0);
  }
  // A program that takes nothing would run all the same, and rotating keys by a mistyped word is no small thing.
  if (argument === null && given.length > 0)
    throw new PlainError(`${npm} takes no arguments; "${given.join(' ')}" is unknown. Nothing was done.`);
  await ensureInstalled();
  await ensureBuilt({ only: ['common', 'providers', 'api'] });
} catch (error) {
  fail(error);
}
process.chdir(root);
await import(pathToFileURL(`${root}/apps/api/dist/${command}.js`).href);
