import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ServerProcess } from './support/ServerProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

const example = fileURLToPath(new URL('../../../libs/sdk/examples/firstCampaign.mjs', import.meta.url));

let database: TestDatabase;
let server: ServerProcess;
beforeAll(async () => {
  database = await createTestDatabase();
  server = ServerProcess.spawn({ PORT: '0', ...database.environment }, database.dataDir);
});
afterAll(async () => {
  await server.stop();
  await database.remove();
});

it("walks from a CSV file to a sent campaign, with the SDK's example program against the built server", async () => {
  const url = await server.url();
  const run = promisify(execFile);
  const first = await run(process.execPath, [example, url], { timeout: 60_000 });
  expect(first.stdout).toContain('Imported: 3 created, 0 updated, 0 unchanged, 1 rejected.');
  expect(first.stdout).toContain('Approved (self-approved).');
  expect(first.stdout).toContain('"recipients":3');
  expect(first.stdout).toContain('mara@fjordline.example: accepted');
  expect(first.stdout).toContain('The mail lab holds 4 messages');

  // Again, on an installation that knows these people.
  const second = await run(process.execPath, [example, url], { timeout: 60_000 });
  expect(second.stdout).toContain('Imported: 0 created, 0 updated, 3 unchanged, 1 rejected.');
  expect(second.stdout).toContain('The mail lab holds 8 messages');
}, 120_000);
