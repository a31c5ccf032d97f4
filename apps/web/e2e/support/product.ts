import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const shippedServer = fileURLToPath(new URL('../../../api/dist/main.js', import.meta.url));
/** `npm test` names a folder where the server is joined with its packages: it starts with a third of the work. */
const joined = process.env.TEST_JOINED_SERVER;
const joinedServer = joined ? join(joined, 'main.js') : shippedServer;
/** It also names where products keep their data: in memory, if it can. */
const dataFolders = process.env.TEST_DATA_FOLDER ?? tmpdir();
const READY_WITHIN_MS = 60_000;

/** The built product on a free port of this machine, with a data folder of its own. */
export interface Product {
  readonly url: string;
  readonly dataDir: string;
  /** What it has logged so far. */
  log(): string;
  /** Ends the process; the data folder stays. */
  halt(): Promise<void>;
  stop(): Promise<void>;
}

/** `env` adds or replaces settings. With `copied`, on a copy of that folder; `shipped` starts it exactly as `npm start` does. */
export async function startProduct(
  env: Record<string, string> = {},
  { copied, shipped = false }: { copied?: string; shipped?: boolean } = {},
): Promise<Product> {
  const dataDir = await mkdtemp(join(dataFolders, 'rapport-browser-'));
  if (copied) await cp(copied, dataDir, { recursive: true, preserveTimestamps: true });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [shipped ? shippedServer : joinedServer], {
    cwd: dataDir,
    env: {
      ...process.env,
      LINK_CHECKS: 'false',
      DOMAIN_CHECKS: 'false',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      PUBLIC_URL: url,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
  await untilReady(url, child, () => log);
  return {
    url,
    dataDir,
    log: () => log,
    halt: () => end(child),
    stop: async () => {
      await end(child);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function untilReady(url: string, child: ChildProcess, log: () => string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The product ended instead of starting:\n${log()}`);
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`The product was not ready within ${READY_WITHIN_MS / 1000} seconds:\n${log()}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
