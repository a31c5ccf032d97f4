import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import Database from 'better-sqlite3';
import { ServerProcess } from './support/ServerProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

let database: TestDatabase;
const running: ServerProcess[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  await database.remove();
});

function start(environment: Record<string, string> = {}): ServerProcess {
  const server = ServerProcess.spawn({ PORT: '0', ...database.environment, ...environment }, database.dataDir, { shipped: true });
  running.push(server);
  return server;
}

/** What a server says that must not start: one sentence, no stack, exit code 1. */
async function refusal(server: ServerProcess): Promise<string> {
  expect(await server.exited).toBe(1);
  expect(server.output).toContain('Rapport cannot start.');
  expect(server.output).not.toMatch(/\n\s+at /);
  return server.output;
}

async function busyPort(): Promise<{ port: number; holder: Server }> {
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  return { port: (holder.address() as { port: number }).port, holder };
}

it('says what is wrong with the configuration, all at once', async () => {
  const message = await refusal(start({ PORT: 'eighty', LOG_LEVEL: 'loud' }));
  expect(message).toContain('PORT must be');
  expect(message).toContain('LOG_LEVEL must be');
});

it('says which line of .env is broken', async () => {
  writeFileSync(path.join(database.dataDir, '.env'), 'LOG_LEVEL=info\n=====\n');
  expect(await refusal(start())).toContain('Line 2');
});

it('says that a port is busy and how to choose another', async () => {
  const { port, holder } = await busyPort();
  try {
    expect(await refusal(start({ PORT: String(port) }))).toContain(`Port ${port} is in use`);
  } finally {
    holder.close();
  }
});

it('says that the data folder cannot be written', async () => {
  const file = path.join(database.dataDir, 'a-file');
  writeFileSync(file, '');
  expect(await refusal(start({ DATA_DIR: path.join(file, 'below') }))).toContain('cannot be written');
});

it('says that the key file is damaged, and leaves it alone', async () => {
  writeFileSync(path.join(database.dataDir, 'secrets.json'), '{}', { mode: 0o600 });
  expect(await refusal(start())).toContain('Restore it from a backup');
});

it('refuses a database that a newer version has used', async () => {
  const first = start();
  await first.url();
  first.kill('SIGTERM');
  expect(await first.exited).toBe(0);
  await addMigration('FromTheFuture9999999999999');
  expect(await refusal(start())).toContain('newer version of Rapport');
});

it('refuses a second server on the same SQLite file, and lets several share PostgreSQL', async () => {
  const first = start();
  await first.url();
  const second = start();
  if (database.isPostgres) await second.url();
  else expect(await refusal(second)).toMatch(/already|in use|another/i);
});

it('is ready within seconds, and stops cleanly on SIGTERM', async () => {
  const server = start();
  const url = await server.url();
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  const asked = Date.now();
  server.kill('SIGTERM');
  expect(await server.exited).toBe(0);
  expect(Date.now() - asked).toBeLessThan(10_000);
});

async function addMigration(name: string): Promise<void> {
  const url = database.environment['DATABASE_URL'];
  if (url) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('INSERT INTO migrations (timestamp, name) VALUES (9999999999999, $1)', [name]);
    await client.end();
    return;
  }
  const file = new Database(path.join(database.dataDir, 'rapport.db'));
  file.prepare('INSERT INTO migrations (timestamp, name) VALUES (9999999999999, ?)').run(name);
  file.close();
}
