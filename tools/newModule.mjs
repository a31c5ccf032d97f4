/**
 * `node tools/newModule.mjs reminders`: writes the skeleton of a module, which builds, is tested and does one small thing, puts it into
 * every list that modules are in, and says what is left to do. `--dry-run` names the files and writes nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { moduleFiles } from './support/moduleFiles.mjs';
import { fail, PlainError, root, say } from './support/report.mjs';

try {
  const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const [plural, singular] = words;
  if (!plural || words.length > 2)
    throw new PlainError('node tools/newModule.mjs <name, such as reminders> [one of them, such as reminder] [--dry-run]');
  const { made, changed } = moduleFiles(plural, singular, Date.now());
  if (!process.argv.includes('--dry-run')) write(new Map([...made, ...changed]));
  say(`New:\n${[...made.keys()].map((file) => `  ${file}`).join('\n')}`);
  say(`One or two lines in each of:\n${[...changed.keys()].map((file) => `  ${file}`).join('\n')}`);
  say(`
What is left:
  1. Decide what the table holds (migration, repository, DTOs), who may what (@Allow) and with which scope (@NeedsScope).
  2. node tools/sdk.mjs writes the SDK, which the page of the dashboard needs, and docs/API-ACCESS.md; then node tools/build.mjs. Commit both.
  3. Its test: docs/CONTRIBUTING.md says how one file runs on either database.
  4. An entry in the navigation (apps/web/src/app/shell/navigation.ts); or, without a page of its own, away with the page, its route and path.
docs/CONTRIBUTING.md, "Adding a module", names what else a module may touch, and which test complains when it is forgotten.`);
} catch (error) {
  fail(error);
}

/** @param {ReadonlyMap<string, string>} files */
function write(files) {
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const prettier = join(root, 'node_modules/prettier/bin/prettier.cjs');
  execFileSync(process.execPath, [prettier, '--write', '--log-level', 'warn', ...files.keys()], { cwd: root, stdio: 'inherit' });
}
