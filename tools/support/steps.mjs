/** The steps of `npm test`: each answers with counts and, when something is wrong, with what to read. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { HALVES } from './halves.mjs';
import { measureFirstLoad } from './firstLoad.mjs';
import { say } from './report.mjs';
import { runNode } from './run.mjs';

/**
 * @typedef {{ passed: number, failed: number, output?: string, note?: string, skipped?: string, failures?: string[] }} Result `failures`: names of what failed
 * @typedef {{ databaseUrl: () => Promise<string>, joinedServer: () => Promise<string>, dataFolder: () => Promise<string> }} World what steps share, made for the first who asks: a PostgreSQL; the folder of the built server in few files; where products under test keep their data
 * @typedef {{ name: string, title: string, kind: 'check' | 'build' | 'test', run: (world: World) => Promise<Result> }} Step
 */

const nodeOptions = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
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
    run: async (world) => jest(['unit', 'web'], { TEST_DATABASE_URL: await world.databaseUrl() }),
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
  return jest(['e2e'], { TEST_DATABASE_URL: databaseUrl, ...(await placesOf(world)) });
}

/** @param {World} world */
async function placesOf(world) {
  return { TEST_JOINED_SERVER: await world.joinedServer(), TEST_DATA_FOLDER: await world.dataFolder() };
}

/** On both databases, one file after the other: beside others, a bound of time would measure them. @param {World} world @returns {Promise<Result>} */
async function timed(world) {
  await ensureBuilt({ only: ['common', 'providers', 'sdk', 'api'] });
  const results = [
    await jest(['timed'], { TEST_DATABASE_URL: undefined }, 1),
    await jest(['timed'], { TEST_DATABASE_URL: await world.databaseUrl() }, 1),
  ];
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    output: results.map(({ output }) => output ?? '').join('\n'),
    failures: results.flatMap(({ failures }) => failures ?? []),
  };
}

/** @param {string[]} projects @param {Record<string, string | undefined>} env @param {number} [workers] @returns {Promise<Result>} */
async function jest(projects, env, workers = MOST_WORKERS) {
  return withReport('jest.json', async (report) => {
    const args = ['--selectProjects', ...projects, '--ci', `--maxWorkers=${workers}`, '--json', `--outputFile=${report}`];
    const options = { env: { NODE_OPTIONS: nodeOptions, ...env }, onLine: showVerdict };
    const { code, output } = await runNode('node_modules/jest/bin/jest.js', args, options);
    if (!existsSync(report)) return { passed: 0, failed: 1, output };
    const json = JSON.parse(readFileSync(report, 'utf8'));
    // A file that does not load has no tests to count: it counts as one.
    let failed = json.numFailedTests + json.numRuntimeErrorTestSuites;
    if (code !== 0 && failed === 0) failed = 1;
    const left = json.numPendingTests + json.numTodoTests;
    const told = failed ? { output: failuresOf(output), failures: namesOf(json) } : {};
    return { passed: json.numPassedTests, failed, ...told, ...(left ? { note: `${left} left out` } : {}) };
  });
}

/** `file: test: what was wrong`, for the end of a long log. A file that did not load has no tests.
 * @param {{ testResults: { name: string, status: string, message: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} json */
function namesOf({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    const file = basename(name);
    if (failed.length === 0) return status === 'failed' ? [`${file}: ${inShort(message)}`] : [];
    return failed.map((test) => `${file}: ${test.fullName}: ${inShort(test.failureMessages[0] ?? '')}`);
  });
}

/** What was wrong without where: message and difference, in one line. @param {string} text */
function inShort(text) {
  const lines = text.replace(/\u001b\[\d+m/g, '').split('\n');
  const traces = lines.findIndex((line) => /^\s+at /.test(line));
  const told = lines.slice(0, traces === -1 ? undefined : traces).map((line) => line.trim());
  return told.filter(Boolean).join(' | ').slice(0, 600);
}

/** Jest tells every failure again at the end of a run with several files; what comes before has been shown or is noise.
 * @param {string} output */
function failuresOf(output) {
  const summary = output.indexOf('Summary of all failing tests');
  return output
    .slice(Math.max(summary, 0))
    .split('\n')
    .filter((line) => !line.startsWith('Jest: importing JSON'))
    .join('\n');
}

/** One line per test file as it ends: long runs show that they live.
 * @param {string} line */
function showVerdict(line) {
  if (/^(PASS|FAIL) /.test(line)) say(`  ${line}`);
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
    return { passed: stats.expected + stats.flaky, failed, failures: suites.flatMap(namesOfSpecs), ...note };
  });
}

/**
 * @typedef {{ error?: { message?: string } }} Attempt
 * @typedef {{ title: string, ok: boolean, file: string, tests: { results: Attempt[] }[] }} Spec
 * @typedef {{ suites?: Suite[], specs?: Spec[] }} Suite of Playwright's report
 * @param {Suite} suite @returns {string[]}
 */
function namesOfSpecs({ suites = [], specs = [] }) {
  const failed = specs
    .filter(({ ok }) => !ok)
    .map(({ file, title, tests }) => {
      const message = tests.flatMap(({ results }) => results).find(({ error }) => error)?.error?.message ?? '';
      return `${file}: ${title}: ${inShort(message)}`;
    });
  return [...failed, ...suites.flatMap(namesOfSpecs)];
}

/** @template T @param {string} name @param {(path: string) => Promise<T>} work @returns {Promise<T>} */
async function withReport(name, work) {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-report-'));
  try {
    return await work(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
