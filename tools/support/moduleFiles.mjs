/** The skeleton of a module: the files of tools/moduleTemplate under its name, and its line in each of the lists that modules are in. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, root } from './report.mjs';

/** Where each template goes. @type {Readonly<Record<string, string>>} */
const PLACES = {
  'ThingsModule.ts': 'apps/api/src/modules/things/ThingsModule.ts',
  'ThingController.ts': 'apps/api/src/modules/things/ThingController.ts',
  'ThingService.ts': 'apps/api/src/modules/things/ThingService.ts',
  'ThingRepository.ts': 'apps/api/src/modules/things/ThingRepository.ts',
  'Thing.ts': 'apps/api/src/modules/things/entities/Thing.ts',
  'ThingDtos.ts': 'apps/api/src/modules/things/ThingDtos.ts',
  'thingErrors.ts': 'apps/api/src/modules/things/thingErrors.ts',
  'thingActs.ts': 'apps/api/src/modules/things/thingActs.ts',
  'migration.ts': 'apps/api/src/platform/database/migrations/MIGRATION_TIME-Things.ts',
  'world.ts': 'apps/api/test/world/things.ts',
  'things.e2e.test.ts': 'apps/api/test/things.e2e.test.ts',
  'thingQueries.ts': 'apps/web/src/features/things/thingQueries.ts',
  'ThingsView.tsx': 'apps/web/src/features/things/ThingsView.tsx',
  'ThingsPage.tsx': 'apps/web/src/app/pages/ThingsPage.tsx',
  'thingRoutes.ts': 'apps/web/src/app/routes/thingRoutes.ts',
};

const MIGRATIONS = 'apps/api/src/platform/database/migrations/index.ts';

/** What is put before which text of which file; that is there exactly once. Home and the samples come last: a new module is put before them.
 * @type {readonly { file: string, before: string, text: string }[]} */
const LINES = [
  {
    file: 'apps/api/src/AppModule.ts',
    before: 'import { DashboardModule } from',
    text: "import { ThingsModule } from './modules/things/ThingsModule.js';\n",
  },
  { file: 'apps/api/src/AppModule.ts', before: '        DashboardModule,\n', text: '        ThingsModule,\n' },
  {
    file: 'apps/api/src/entities.ts',
    before: '\n/** Every table',
    text: "import { Thing } from './modules/things/entities/Thing.js';\n",
  },
  { file: 'apps/api/src/entities.ts', before: '];\n', text: '  Thing,\n' },
  {
    file: MIGRATIONS,
    before: '\n/** In order of time',
    text: "import { ThingsMIGRATION_TIME } from './MIGRATION_TIME-Things.js';\n",
  },
  { file: MIGRATIONS, before: '];\n', text: '  ThingsMIGRATION_TIME,\n' },
  { file: 'docs/DATA-GROWTH.md', before: '| `import_cells`', text: '| `THINGS_TABLE` | workspace | deleted by people; 1,000 | |\n' },
  {
    file: 'apps/web/src/shared/paths.ts',
    before: '  imports: (workspaceId',
    text: '  things: (workspaceId: string) => `${workspace(workspaceId)}/THINGS_PATH`,\n',
  },
];

/**
 * @param {string} plural the name of the module, such as `reminders`
 * @param {string | undefined} singular one of what it keeps, where it is not the name without its last letter
 * @param {number} now milliseconds
 * @returns {{ made: Map<string, string>, changed: Map<string, string> }} whole files, by their paths below the root
 * @throws {PlainError} when the name cannot be one, or is taken
 */
export function moduleFiles(plural, singular, now) {
  if (!/^[a-z][a-zA-Z]{2,}$/.test(plural)) throw new PlainError(`A module has a name such as "reminders" or "followUps", not "${plural}".`);
  const one = singular ?? singularOf(plural);
  if (!one || !/^[a-z][a-zA-Z]+$/.test(one) || one === plural)
    throw new PlainError(`Say how one of ${plural} is called: node tools/newModule.mjs ${plural} <one>`);
  if (existsSync(join(root, 'apps/api/src/modules', plural))) throw new PlainError(`There is a module ${plural} already.`);
  const fill = filler(plural, one, migrationTime(now));
  const made = new Map(
    Object.entries(PLACES).map(([template, place]) => [fill(place), fill(read(`tools/moduleTemplate/${template}.txt`))]),
  );
  /** @type {Map<string, string>} */
  const changed = new Map();
  for (const { file, before, text } of LINES) {
    const parts = (changed.get(file) ?? read(file)).split(before);
    if (parts.length !== 2)
      throw new Error(`${file} has ${parts.length - 1} times ${before}, where a line is put before: mend tools/support/moduleFiles.mjs`);
    changed.set(file, `${parts[0]}${fill(text)}${before}${parts[1]}`);
  }
  return { made, changed };
}

/** @param {string} plural */
function singularOf(plural) {
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return plural.endsWith('s') && !plural.endsWith('ss') ? plural.slice(0, -1) : undefined;
}

/** Later than every migration there is. @param {number} now */
function migrationTime(now) {
  const times = [...read(MIGRATIONS).matchAll(/\.\/(\d{13})-/g)].map(([, time]) => Number(time));
  return Math.max(now, ...times.map((time) => time + 1));
}

/** The templates are about `things`. @param {string} plural @param {string} singular @param {number} time */
function filler(plural, singular, time) {
  /** @param {string} name */
  const capital = (name) => name.charAt(0).toUpperCase() + name.slice(1);
  /** @param {string} name @param {string} between */
  const parted = (name, between) => name.replace(/[A-Z]/g, (letter) => between + letter.toLowerCase());
  /** @type {Readonly<Record<string, string>>} */
  const words = {
    MIGRATION_TIME: String(time),
    THINGS_TABLE: parted(plural, '_'),
    THINGS_PATH: parted(plural, '-'),
    THINGS_TITLE: capital(parted(plural, ' ')),
    THINGS_WORDS: parted(plural, ' '),
    THING_WORDS: parted(singular, ' '),
    Things: capital(plural),
    things: plural,
    Thing: capital(singular),
    thing: singular,
  };
  // ReturnsNothing is no word of theirs.
  const any = new RegExp(`(?<![Nn]o)(?:${Object.keys(words).join('|')})`, 'g');
  /** @param {string} text */
  return (text) => text.replace(any, (word) => words[word] ?? word);
}

/** @param {string} file */
function read(file) {
  return readFileSync(join(root, file), 'utf8');
}
