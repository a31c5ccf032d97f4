/** The steps of `npm test`: each answers with counts and, when something is wrong, with what to read. */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { findBrowser } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { HALVES } from './halves.mjs';
import { measureFirstLoad } from './firstLoad.mjs';
import { say } from './report.mjs';
import { runNode } from './run.mjs';
import { runTests } from './runTests.mjs';
import { failuresOfBrowser, withReport } from './testReports.mjs';

/**
 * @typedef {{ passed: number, failed: number, output?: string, note?: string, skipped?: string, failures?: string[], secondAttempts?: string[] }} Result `failures`: names of what failed, `secondAttempts`: of what passed only then; `output` is shown when there is any
 * @typedef {{ databaseUrl: () => Promise<string>, joinedServer: () => Promise<string>, dataFolder: () => Promise<string> }} World what steps share, made for the first who asks: a PostgreSQL; the folder of the built server in few files; where products under test keep their data
 * @typedef {{ name: string, title: string, kind: 'check' | 'build' | 'test', run: (world: World) => Promise<Result> }} Step
 */

/** One more than there are processors: half of its time a test of the product waits for a disk or a timer. */
const MOST_WORKERS = Math.min(availableParallelism(), 4) + 1;

/** @type {Step[]} */
export const steps = [
  { name: 'server-code', title: 'Types and lint, server', kind: 'check', run: () => checkHalf('server') },
  { name: 'dashboard-code', title: 'Types and lint, dashboard', kind: 'check', run: () => checkHalf('dashboard') },
  {
    name: 'format',
    title: 'Format',
    kind: 'check',
    run: () => check('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  },
  {
    name: 'rules',
    title: 'Dependency rules',
    kind: 'check',
    run: () => check('node_modules/dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.cjs', 'apps', 'libs']),
  },
  { name: 'build', title: 'Build', kind: 'build', run: build },
  { name: 'sdk', title: 'SDK matches the API', kind: 'build', run: () => check('tools/sdk.mjs', ['--check']) },
  { name: 'size', title: 'First load of the dashboard', kind: 'build', run: firstLoad },
  // The contract suites run on both engines here, so they get a PostgreSQL too.
  {
    name: 'unit',
    title: 'Unit tests and contracts',
    kind: 'test',
    run: async (world) =>
      runTests([{ projects: ['unit', 'web'], env: { TEST_DATABASE_URL: await world.databaseUrl() }, workers: MOST_WORKERS }]),
  },
  { name: 'e2e', title: 'End to end on SQLite', kind: 'test', run: (world) => endToEnd(world, undefined) },
  {
    name: 'e2e-postgres',
    title: 'End to end on PostgreSQL',
    kind: 'test',
    run: async (world) => endToEnd(world, await world.databaseUrl()),
  },
  { name: 'timed', title: 'What nobody may notice', kind: 'test', run: timed },
  { name: 'browser', title: 'Browser', kind: 'test', run: browser },
];

/** @param {string} program @param {string[]} args @returns {Promise<Result>} */
async function check(program, args) {
  const { code, output } = await runNode(program, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output };
}

/** @param {keyof typeof HALVES} half @returns {Promise<Result>} */
async function checkHalf(half) {
  const { passed, ...rest } = await check('tools/support/checkCode.mjs', [half]);
  // Each project's types, and the lint.
  return { ...rest, passed: passed && HALVES[half].projects.length + 1 };
}

/** @returns {Promise<Result>} */
async function build() {
  await ensureBuilt();
  return { passed: 1, failed: 0 };
}

/** @returns {Promise<Result>} */
async function firstLoad() {
  const { kilobytes, limit, files } = measureFirstLoad();
  const note = `${kilobytes.toFixed(1)} kB of JavaScript (gzip), limit ${limit} kB`;
  return kilobytes <= limit ? { passed: 1, failed: 0, note } : { passed: 0, failed: 1, note, output: files.join('\n') };
}

/** Some of them start the built server as a process of its own. @param {World} world @param {string | undefined} databaseUrl @returns {Promise<Result>} */
async function endToEnd(world, databaseUrl) {
  const env = { TEST_DATABASE_URL: databaseUrl, ...(await placesOf(world)) };
  return runTests([{ projects: ['e2e'], env, workers: MOST_WORKERS }], { attempts: 2 });
}

/** @param {World} world */
async function placesOf(world) {
  return { TEST_JOINED_SERVER: await world.joinedServer(), TEST_DATA_FOLDER: await world.dataFolder() };
}

/** On both databases, one file after the other: beside others, a bound of time would measure them. @param {World} world @returns {Promise<Result>} */
async function timed(world) {
  await ensureBuilt({ only: ['common', 'providers', 'sdk', 'api'] });
  return runTests(
    [
      { projects: ['timed'], env: { TEST_DATABASE_URL: undefined }, workers: 1 },
      { projects: ['timed'], env: { TEST_DATABASE_URL: await world.databaseUrl() }, workers: 1 },
    ],
    { attempts: 2 },
  );
}

/** @param {World} world @returns {Promise<Result>} */
async function browser(world) {
  const executable = await findBrowser();
  if (!executable) {
    const skipped =
      'no Chromium found. Debian: apt-get install chromium; elsewhere set CHROMIUM_PATH, or run "npx playwright install chromium".';
    return process.env.CI
      ? { passed: 0, failed: 1, output: `The browser tests could not run: ${skipped}` }
      : { passed: 0, failed: 0, skipped };
  }
  return withReport('playwright.json', async (report) => {
    const env = { CHROMIUM_PATH: executable, PLAYWRIGHT_JSON_OUTPUT_NAME: report, ...(await placesOf(world)) };
    const args = ['test', '--config', 'apps/web/e2e/playwright.config.ts', '--reporter=list,json'];
    const { code, output } = await runNode('node_modules/@playwright/test/cli.js', args, {
      env,
      onLine: (line) => line.trim() && say(`  ${line}`),
    });
    if (!existsSync(report)) return { passed: 0, failed: 1, output };
    const { stats, suites } = JSON.parse(readFileSync(report, 'utf8'));
    let failed = stats.unexpected + (process.env.CI ? stats.skipped : 0);
    if (code !== 0 && failed === 0) failed = 1;
    // What failed has been shown line by line already.
    const note = stats.flaky > 0 ? { note: `${stats.flaky} at the second attempt` } : {};
    return { passed: stats.expected + stats.flaky, failed, ...failuresOfBrowser(suites), ...note };
  });
}
