/** `npm run help`: the commands of this repository and what they do. Needs nothing installed. */
import { readFileSync } from 'node:fs';
import { COMMANDS } from './commands.mjs';
import { root, say } from './support/report.mjs';

/** @type {{ scripts: Record<string, string> }} */
const { scripts } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const known = new Set(COMMANDS.flatMap(({ commands }) => commands.map(([name]) => name.replace(/^npm (run )?/, ''))));
const unlisted = Object.keys(scripts).filter((name) => !known.has(name));

for (const { title, commands } of COMMANDS) {
  say(`${title}:`);
  for (const [name, what] of commands) say(`  ${name.padEnd(26)}${what}`);
  say('');
}
if (unlisted.length > 0) say(`Also: ${unlisted.map((name) => `npm run ${name}`).join(', ')}\n`);
say('Configuration is in README.md, everyday operation in docs/guides/operations.md.');
