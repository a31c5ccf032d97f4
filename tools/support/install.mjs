/** Brings node_modules in line with the lock file, and does nothing (in a few milliseconds, offline) when it already is. */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, root, say, seconds } from './report.mjs';
import { isStopping, run } from './run.mjs';

const stampPath = join(root, 'node_modules', '.rapport-install');
const lockPath = join(root, 'pnpm-lock.yaml');
/** The compiled part of better-sqlite3 belongs to one ABI and platform. */
const runtime = `${process.platform}-${process.arch}-${process.versions.modules}`;
const offline =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL|ERR_PNPM_NO_OFFLINE/;

export async function ensureInstalled() {
  const stamp = readStamp();
  const lock = hashOf(lockPath);
  if (stamp?.lock === lock && stamp.runtime === runtime) return;
  requireWritable();
  if (stamp && stamp.runtime !== runtime) await rebuild();
  if (!isLinked()) await install();
  await assertUsable();
  writeFileSync(stampPath, `${JSON.stringify({ lock, runtime })}\n`);
}

/** A binary for another version of Node would only show when the server starts. */
async function assertUsable() {
  const { code, output } = await run(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:')"]);
  if (code === 0) return;
  const reason = output.split('\n').filter((line) => /Error: |NODE_MODULE_VERSION/.test(line));
  throw new PlainError(
    `better-sqlite3 was installed, but this version of Node (${process.version}) cannot load it. Delete node_modules and run the command again.\n${reason.join('\n')}`,
  );
}

/** Whether pnpm itself already brought node_modules to the state of the lock file (someone ran `pnpm install`). */
function isLinked() {
  const linkedLock = join(root, 'node_modules', '.pnpm', 'lock.yaml');
  // pnpm notes its state before install scripts have run: the compiled file tells whether they succeeded.
  const compiled = join(root, 'node_modules', 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');
  return existsSync(compiled) && existsSync(linkedLock) && readFileSync(linkedLock, 'utf8') === readFileSync(lockPath, 'utf8');
}

async function install() {
  say('Installing the packages of Rapport (only now, and after an update).');
  const progress = new InstallProgress();
  // The question whether a node_modules made by another tool may be replaced cannot be answered without a terminal.
  await pnpm(['install', '--frozen-lockfile', '--reporter=ndjson', '--config.confirmModulesPurge=false'], progress);
  say(`Installed in ${seconds(progress.elapsed())}.`);
}

async function rebuild() {
  say(`Preparing the packages for this version of Node (${process.version}).`);
  const progress = new InstallProgress();
  await pnpm(['rebuild', '--recursive', '--reporter=ndjson', 'better-sqlite3'], progress);
  say(`Prepared in ${seconds(progress.elapsed())}.`);
}

/** @param {string[]} args @param {InstallProgress} progress */
async function pnpm(args, progress) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // Few and quick retries: without a network the answer should come in seconds, not in minutes.
  const env = {
    npm_config_fetch_retries: '1',
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_update_notifier: 'false',
    JOBS: 'max',
  };
  const timer = setInterval(() => say(`  … ${progress.line()}`), 10_000);
  try {
    const result = await run('npx', ['--yes', packageManager, ...args], { env, onLine: (line) => progress.read(line) });
    if (isStopping()) throw new PlainError('Stopped.');
    if (result.code !== 0) throw new PlainError(progress.failure());
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new PlainError('npx was not found. It comes with Node.js and npm: reinstall Node.js from https://nodejs.org and try again.');
    }
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/** Reads pnpm's machine-readable log and turns it into a line now and then. */
class InstallProgress {
  #startedAt = Date.now();
  #resolved = 0;
  #ready = 0;
  /** @type {Map<string, string[]>} what a package's install script has said so far */
  #scripts = new Map();
  /** @type {string[]} */
  #problems = [];
  /** @type {string[]} */
  #plain = [];

  elapsed() {
    return Date.now() - this.#startedAt;
  }

  line() {
    const compiling = [...this.#scripts.keys()];
    const doing = compiling.length
      ? `preparing ${compiling.join(', ')} (compiled here when no ready-made binary can be fetched, up to two minutes)`
      : `${this.#ready} of ${this.#resolved || 'the'} packages in place`;
    return `${doing}, ${seconds(this.elapsed())}`;
  }

  /** @param {string} line */
  read(line) {
    const event = parse(line);
    if (!event) {
      if (line.trim()) this.#plain.push(line);
      return;
    }
    if (event.name === 'pnpm:progress' && event.status === 'resolved') this.#resolved += 1;
    if (event.name === 'pnpm:progress' && event.status === 'imported') this.#ready += 1;
    if (event.name === 'pnpm:lifecycle') this.#readScript(event);
    if (event.level === 'error') this.#problems.push(event.err?.message ?? event.message ?? line);
  }

  /** @param {{ depPath?: string, script?: string, line?: string, exitCode?: number }} event */
  #readScript(event) {
    const name = ((event.depPath ?? '').replace(/\\/g, '/').split('/node_modules/').pop() ?? '').replace(/(?<=.)@[^/]*$/, '');
    if (event.script !== undefined) this.#scripts.set(name, []);
    if (event.line !== undefined) this.#scripts.get(name)?.push(event.line);
    if (event.exitCode === 0) this.#scripts.delete(name);
  }

  failure() {
    const said = [...this.#problems, ...this.#plain];
    if (offline.test(said.join('\n'))) {
      return 'The packages could not be fetched: the npm registry was not reached. Connect to the internet (or set HTTPS_PROXY) and run the command again; it goes on where it stopped.';
    }
    const scripts = [...this.#scripts].map(([name, lines]) => `${name} could not be prepared:\n${lines.slice(-25).join('\n')}`);
    const advice = this.#scripts.has('better-sqlite3')
      ? '\nbetter-sqlite3 had to be compiled and could not be: install a C++ compiler, make and Python 3 (Debian: apt-get install build-essential python3), then run the command again.'
      : '';
    return `The packages could not be installed.\n${[...scripts, ...said.slice(-25)].join('\n')}${advice}`;
  }
}

/** @param {string} line */
function parse(line) {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** @returns {{ lock: string, runtime: string } | null} */
function readStamp() {
  try {
    return JSON.parse(readFileSync(stampPath, 'utf8'));
  } catch {
    return null;
  }
}

function requireWritable() {
  try {
    accessSync(root, constants.W_OK);
    if (existsSync(join(root, 'node_modules'))) accessSync(join(root, 'node_modules'), constants.W_OK);
  } catch {
    throw new PlainError(
      `The packages of Rapport have to be installed, but ${root} cannot be written to. Run the command as the owner of that folder, or change its permissions.`,
    );
  }
}

/** @param {string} path */
function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
