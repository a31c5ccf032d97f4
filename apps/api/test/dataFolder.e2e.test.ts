import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ServerProcess } from './support/ServerProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

const isRoot = process.getuid?.() === 0;
/** Someone else on the machine: the user "nobody". Only root can become it; as anyone else, a file without any right does the same. */
const OTHER = 65_534;

let database: TestDatabase;
const running: ServerProcess[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  await database.remove();
});

function start(uid?: number): ServerProcess {
  const server = ServerProcess.spawn({ PORT: '0', ...database.environment }, database.dataDir, { uid });
  running.push(server);
  return server;
}

async function startedOnce(): Promise<void> {
  const first = start();
  await first.url();
  first.kill('SIGTERM');
  expect(await first.exited).toBe(0);
}

/** Starts as a user who owns the folder, but not the entry. */
async function refusalFor(entry: string, kind: 'file' | 'folder'): Promise<string> {
  const target = path.join(database.dataDir, entry);
  if (kind === 'folder') mkdirSync(target, { recursive: true });
  else writeFileSync(target, '{}');
  chmodSync(target, isRoot ? (kind === 'folder' ? 0o700 : 0o600) : 0);
  if (isRoot) chownSync(database.dataDir, OTHER, OTHER);
  const server = start(isRoot ? OTHER : undefined);
  expect(await server.exited).toBe(1);
  return server.output;
}

it.each([
  ['secrets.json', 'file'],
  ['audit-anchors.json', 'file'],
  ['rapport.db', 'file'],
  ['uploads', 'folder'],
  ['system-mail', 'folder'],
] as const)('says that %s belongs to another user and how to fix it, not that it is damaged', async (entry, kind) => {
  const message = await refusalFor(entry, kind);
  expect(message).toContain('Rapport cannot start.');
  expect(message).toContain(path.join(database.dataDir, entry));
  expect(message).toContain('cannot be read and written by the user');
  expect(message).toContain('chown');
  expect(message).not.toContain('damaged');
});

it('lists everything that it may not use at once', async () => {
  writeFileSync(path.join(database.dataDir, 'audit-anchors.json'), '{}', { mode: isRoot ? 0o600 : 0 });
  const message = await refusalFor('secrets.json', 'file');
  expect(message).toContain('audit-anchors.json');
  expect(message).toContain('secrets.json');
});

it('says that a folder is where the key file belongs', async () => {
  mkdirSync(path.join(database.dataDir, 'secrets.json'));
  const server = start();
  expect(await server.exited).toBe(1);
  expect(server.output).toContain('must be a file');
  rmSync(path.join(database.dataDir, 'secrets.json'), { recursive: true });
});

it('keeps every file for the user it runs as, and closes what a copy left open', async () => {
  await startedOnce();
  const files = (): string[] => readdirSync(database.dataDir).filter((name) => statSync(path.join(database.dataDir, name)).isFile());
  expect(files()).toContain('secrets.json');
  if (!database.isPostgres) expect(files()).toContain('rapport.db');
  for (const name of files()) chmodSync(path.join(database.dataDir, name), 0o644);
  const server = start();
  await server.url();
  const open = files().filter((name) => (statSync(path.join(database.dataDir, name)).mode & 0o077) !== 0);
  expect(open).toEqual([]);
});
