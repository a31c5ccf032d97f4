/**
 * `npm test`: everything that must hold, from formatting to the product in a real browser. Needs Node and npm; installs what it lacks.
 *   npm test -- --only unit,browser    some steps
 *   npm run check                      what needs no running product: lint, types, format, dependency rules
 */
import { requireNode } from './support/requireNode.mjs';

requireNode();
const { fail, PlainError, say, seconds } = await import('./support/report.mjs');
const { ensureInstalled } = await import('./support/install.mjs');
const { isStopping } = await import('./support/run.mjs');

/** @typedef {import('./support/steps.mjs').Step} Step */
/** @typedef {import('./support/steps.mjs').Result & { step: Step, milliseconds: number }} Row */

try {
  await ensureInstalled();
  const { steps } = await import('./support/steps.mjs');
  const chosen = choose(steps, process.argv.slice(2));
  const rows = await runAll(chosen);
  process.exitCode = summarise(rows);
} catch (error) {
  fail(error);
}

/** @param {Step[]} steps @param {string[]} args @returns {Step[]} */
function choose(steps, args) {
  if (args.includes('--check')) return steps.filter((step) => step.kind === 'check');
  const at = args.findIndex((arg) => arg === '--only' || arg.startsWith('--only='));
  if (at === -1) return steps;
  const names = (args[at]?.split('=')[1] ?? args[at + 1] ?? '').split(',').filter(Boolean);
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (names.length === 0 || unknown.length > 0) {
    throw new PlainError(`--only takes names of steps: ${steps.map((step) => step.name).join(', ')}.`);
  }
  return steps.filter((step) => names.includes(step.name));
}

/** Checks two at a time (each is one busy process), what builds after one another beside the last of them, then the tests: each uses every core.
 * @param {Step[]} steps @returns {Promise<Row[]>} */
async function runAll(steps) {
  const world = sharedWorld();
  const builds = steps.filter((step) => step.kind === 'build');
  const work = [...steps.filter((step) => step.kind === 'check').map((step) => [step]), builds];
  /** @type {Row[]} */
  const rows = [];
  const next = async () => {
    for (let some = work.shift(); some; some = work.shift()) {
      for (const step of some) if (!isStopping()) rows.push(await runStep(step, world));
    }
  };
  try {
    await Promise.all([next(), next()]);
    for (const step of steps.filter(({ kind }) => kind === 'test')) {
      if (isStopping()) break;
      rows.push(await runStep(step, world));
    }
    return rows;
  } finally {
    await world.end();
  }
}

/** @param {Step} step @param {import('./support/steps.mjs').World} world @returns {Promise<Row>} */
async function runStep(step, world) {
  const startedAt = Date.now();
  say(`${step.title} …`);
  /** @type {import('./support/steps.mjs').Result} */
  const result = await step.run(world).catch((error) => ({
    passed: 0,
    failed: 1,
    output: error instanceof PlainError ? error.message : String(error?.stack ?? error),
  }));
  const milliseconds = Date.now() - startedAt;
  say(`${step.title}: ${verdict(result)} (${seconds(milliseconds)})`);
  if (result.output) say(result.output.trimEnd());
  return { ...result, step, milliseconds };
}

/** What steps share, made when the first of them asks for it. TEST_DATABASE_URL names a PostgreSQL that exists already. */
function sharedWorld() {
  /** @type {Promise<{ url: string, stop: () => Promise<void> }> | undefined} */
  let server;
  /** @type {Promise<{ folder: string, remove: () => void }> | undefined} */
  let joined;
  /** @type {Promise<{ folder: string, remove: () => void }> | undefined} */
  let data;
  return {
    databaseUrl: async () => {
      if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
      server ??= import('./support/postgres.mjs').then(({ startPostgres }) => startPostgres());
      return (await server).url;
    },
    joinedServer: async () => {
      joined ??= import('./support/joinServer.mjs').then(({ joinServer }) => joinServer());
      return (await joined).folder;
    },
    dataFolder: async () => {
      data ??= import('./support/testFolder.mjs').then(({ makeTestFolder }) => makeTestFolder());
      return (await data).folder;
    },
    end: async () => {
      (await joined?.catch(() => undefined))?.remove();
      (await data?.catch(() => undefined))?.remove();
      await (await server?.catch(() => undefined))?.stop();
    },
  };
}

/** @param {import('./support/steps.mjs').Result} result */
function verdict(result) {
  if (result.skipped) return `left out: ${result.skipped}`;
  const counts = result.failed > 0 ? `FAILED, ${result.failed} of ${result.passed + result.failed}` : `ok, ${result.passed}`;
  return result.note ? `${counts}; ${result.note}` : counts;
}

/** @param {Row[]} rows @returns {number} exit code */
function summarise(rows) {
  const width = Math.max(...rows.map(({ step }) => step.title.length));
  say('');
  for (const row of rows) say(`${row.step.title.padEnd(width)}  ${seconds(row.milliseconds).padStart(11)}  ${verdict(row)}`);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  for (const { step, failures } of rows) for (const name of failures ?? []) say(`FAILED ${step.title}: ${name}`);
  for (const { step, secondAttempts } of rows) for (const name of secondAttempts ?? []) say(`SECOND ATTEMPT ${step.title}: ${name}`);
  say('');
  if (isStopping()) say('Stopped before the end.');
  say(`${passed} passed, ${failed} failed`);
  return failed > 0 || isStopping() ? 1 : 0;
}
