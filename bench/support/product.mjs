/** The built product as a process of its own, as a user runs it, with an account and a workspace. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../tools/support/postgres.mjs';

const server = fileURLToPath(new URL('../../apps/api/dist/main.js', import.meta.url));

/** For a look inside: `BENCH_NODE_ARGS='--cpu-prof --cpu-prof-dir=/tmp/profiles' node bench/w1-import.mjs`. */
const nodeArgs = process.env.BENCH_NODE_ARGS?.split(' ') ?? [];

/**
 * @typedef {{ url: string, port: number, pid: number, dataDir: string, readyAfterMs: number, log: () => string, cpuMs: () => number, stop: () => Promise<void>, kill: () => Promise<void> }} Product
 * @typedef {{ url: string, cookie: string, workspaceId: string, call: <T>(method: string, path: string, body?: object) => Promise<T> }} Account
 */

/** @param {{ dataDir?: string, env?: Record<string, string>, command?: [string, ...string[]], cwd?: string }} [options] `dataDir` is kept, else a temporary one is removed by stop()
 * @returns {Promise<Product>} */
export async function startProduct(options = {}) {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'rapport-bench-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(dataDir, 'server.log');
  const log = openSync(logFile, 'w');
  const [program, ...args] = options.command ?? [process.execPath, ...nodeArgs, server];
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd: options.cwd ?? dataDir,
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: url, ...options.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  /** @param {NodeJS.Signals} signal */
  const end = async (signal) => {
    // The whole group: `npm start` is npm, a shell and the server.
    if (child.pid && child.exitCode === null) process.kill(-child.pid, signal);
    await ended;
    if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true });
  };
  while (!(await isReady(url))) {
    if (child.exitCode !== null || performance.now() - startedAt > 60_000) {
      throw new Error(`The product did not start:\n${readFileSync(logFile, 'utf8')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    url,
    port,
    pid: child.pid ?? 0,
    dataDir,
    readyAfterMs: performance.now() - startedAt,
    log: () => readFileSync(logFile, 'utf8'),
    cpuMs: () => cpuMs(child.pid ?? 0),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Processor time of a process and its threads in ms since it began: it tells less of what else the machine does than the clock does. NaN outside Linux.
 * @param {number} pid */
function cpuMs(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    // utime and stime, in hundredths of a second.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

/** The same for a process and those that it has started itself, as far as they still run: a PostgreSQL with its connections. @param {number} pid */
export function cpuMsOfFamily(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return [pid, ...children.map(Number)].map(cpuMs).reduce((sum, ms) => sum + (Number.isNaN(ms) ? 0 : ms), 0);
}

/** @param {string} url */
async function isReady(url) {
  const answer = await fetch(`${url}/health/ready`).catch(() => null);
  await answer?.arrayBuffer();
  return answer?.status === 200;
}

/** The first account of a fresh product. Paths of `call` are below /api/v1, with `W` for the workspace.
 * @param {Product} product @returns {Promise<Account>} */
export async function createAccount(product) {
  const answer = await fetch(`${product.url}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rapport-client': 'bench' },
    body: JSON.stringify({ name: 'Bea Bench', email: 'bea@example.com', password: 'a long enough password 1', workspaceName: 'Bench' }),
  });
  const { data } = /** @type {{ data: { workspaces: { id: string }[] } }} */ (await answer.json());
  assert.equal(answer.ok, true, 'the first account could not be made');
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const workspaceId = data.workspaces[0]?.id ?? '';
  return accountOn(product, { cookie, workspaceId });
}

/** The account of a database that another server has now. @param {Product} product @param {{ cookie: string, workspaceId: string }} session @returns {Account} */
export function accountOn(product, { cookie, workspaceId }) {
  return {
    url: product.url,
    cookie,
    workspaceId,
    /** @template T @param {string} method @param {string} path @param {object} [body] @returns {Promise<T>} */
    call: async (method, path, body) => {
      const response = await fetch(`${product.url}/api/v1/${path.replace(/^W(?=\/|$)/, `workspaces/${workspaceId}`)}`, {
        method,
        headers: { cookie, 'x-rapport-client': 'bench', ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const envelope = /** @type {{ data: T, error: { message: string } | null }} */ (await response.json());
      assert.equal(response.ok, true, `${method} ${path}: ${envelope.error?.message}`);
      return envelope.data;
    },
  };
}
