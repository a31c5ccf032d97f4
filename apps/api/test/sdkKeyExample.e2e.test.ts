import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { dataOf, Person } from './support/Person.js';
import { type NewKey } from './support/Program.js';
import { ServerProcess } from './support/ServerProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

const example = fileURLToPath(new URL('../../../libs/sdk/examples/withApiKey.mjs', import.meta.url));

let database: TestDatabase;
let server: ServerProcess;
beforeAll(async () => {
  database = await createTestDatabase({ isMigrated: true });
  server = ServerProcess.spawn({ PORT: '0', ...database.environment }, database.dataDir);
});
afterAll(async () => {
  await server.stop();
  await database.remove();
});

it("does with an API key what the SDK's example program shows, against the built server", async () => {
  const url = await server.url();
  const person = new Person(url);
  const account = { name: 'Kay Keys', email: 'kay@example.com', password: 'correct horse battery', workspaceName: 'Kay' };
  const session = await dataOf<{ workspaces: { id: string }[] }>(person.post('/api/v1/auth/register', account));
  person.workspaceId = session.workspaces[0]?.id ?? '';
  const run = async (scopes: string[]): Promise<string> => {
    const { secret } = await dataOf<NewKey>(person.post('api-keys', { description: 'Example', scopes }));
    const env = { PATH: process.env['PATH'], RAPPORT_API_KEY: secret, RAPPORT_WORKSPACE: person.workspaceId };
    return (await promisify(execFile)(process.execPath, [example, url], { env, timeout: 60_000 })).stdout;
  };

  const output = await run(['contacts:read', 'contacts:write', 'lists:write']);
  expect(output).toContain('Created Ada Brandt.');
  expect(output).toContain('Sent twice, created once: true.');
  expect(output).toContain('The same key for another request: 409 idempotency.keyReused.');
  expect(output).toContain('At Fjordline: Ada Brandt, Bo Lind.');
  expect(output).toMatch(/Ada Brandt was read; \d+ requests are left in this minute\./);
  expect(output).toContain('The list was made.');

  expect(await run(['contacts:read', 'contacts:write'])).toContain(
    'Refused: 403 auth.scopeMissing. This API key lacks the scope "lists:write".',
  );
}, 120_000);
