/** What `npm run help` lists. A command that package.json has and this does not is named as well, so that none stays hidden. */

/** @type {readonly { readonly title: string, readonly commands: readonly (readonly [name: string, what: string])[] }[]} */
export const COMMANDS = [
  {
    title: 'Run',
    commands: [
      ['npm start', 'install and build what is missing, then run Rapport on http://localhost:3000'],
      ['npm run build', 'build what changed; "npm run build -- --force" builds everything'],
    ],
  },
  {
    title: 'Operate (on the machine and in the folder where Rapport runs)',
    commands: [
      ['npm run secrets:rotate', 'make a new master key and seal every stored credential with it'],
      ['npm run account:recover', 'get an account back whose owner lost password or second factor'],
      ['npm run account:confirm', 'confirm the address of an account where no mail can'],
      ['npm run audit:verify', 'check the audit log and name the first entry that was changed'],
      ['npm run approvals:verify', 'check every approval against its seal and name those that were changed'],
      ['npm run figures:rebuild', 'count the figures by day anew from what is stored'],
    ],
  },
  {
    title: 'Develop',
    commands: [
      ['npm run check', 'lint, types, format and dependency rules: before every commit'],
      ['npm test', 'everything: checks, unit, end to end on SQLite and PostgreSQL, browser'],
      ['node tools/sdk.mjs', 'write the OpenAPI document, the SDK and docs/API-ACCESS.md again'],
      ['node tools/newModule.mjs', 'write the skeleton of a module; "node tools/newModule.mjs reminders"'],
      ['node bench/run.mjs', 'run the benchmarks; "node bench/run.mjs w7" runs one'],
      ['npm run help', 'show this list'],
    ],
  },
];
