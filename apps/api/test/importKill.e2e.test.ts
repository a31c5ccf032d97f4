import { Person, dataOf } from './support/Person.js';
import { ServerProcess } from './support/ServerProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

interface Import {
  id: string;
  status: string;
  processedRows: number;
  totalRows: number | null;
  counts: { created: number; updated: number; unchanged: number; rejected: number };
}

const ROWS = 60_000;
const KILLS = 8;

let database: TestDatabase;
let server: ServerProcess;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await server.stop();
  await database.remove();
});

/** Every tenth row is broken, every twentieth is a person who was there before. */
function people(): string {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    if (i % 10 === 7) return `Ann,"lost ${i},a@example.com`;
    if (i % 20 === 13) return `Ann,Again ${i},p${i - 13}@example.com`;
    return `Ann,Doe ${i},p${i}@example.com`;
  });
  return `First name,Last name,Email\n${rows.join('\n')}\n`;
}

async function signIn(url: string, path: 'register' | 'login', body: object): Promise<Person> {
  const person = new Person(url);
  const session = await dataOf<{ workspaces: { id: string }[] }>(person.post(`/api/v1/auth/${path}`, body));
  person.workspaceId = session.workspaces[0]?.id ?? '';
  return person;
}

async function start(): Promise<string> {
  server = ServerProcess.spawn({ PORT: '0', ...database.environment }, database.dataDir);
  return server.url();
}

it('neither loses nor doubles a row when the server is killed again and again', async () => {
  const account = { email: 'kim@example.com', password: 'correct horse battery' };
  let person = await signIn(await start(), 'register', { ...account, name: 'Kim Kill', workspaceName: 'Kim' });
  const { id } = await dataOf<Import>(person.post('imports').attach('file', Buffer.from(people()), 'people.csv'));
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate', newListName: 'Everyone' }));

  let interrupted = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 300));
    // One in four is an orderly stop, which must hand the rest over instead of forgetting it.
    server.kill(round % 4 === 3 ? 'SIGTERM' : 'SIGKILL');
    await server.exited;
    person = await signIn(await start(), 'login', account);
    const state = await dataOf<Import>(person.get(`imports/${id}`));
    expect(state.counts.created + state.counts.updated + state.counts.unchanged + state.counts.rejected).toBe(state.processedRows);
    if (state.status === 'running') interrupted += 1;
  }
  expect(interrupted).toBeGreaterThan(0);

  const deadline = Date.now() + 240_000;
  let done = await dataOf<Import>(person.get(`imports/${id}`));
  while (done.status === 'running' && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    done = await dataOf<Import>(person.get(`imports/${id}`));
  }
  const again = Array.from({ length: ROWS }, (_, i) => i).filter((i) => i % 20 === 13).length;
  expect(done).toMatchObject({ status: 'completed', totalRows: ROWS, processedRows: ROWS });
  expect(done.counts).toEqual({ created: ROWS - ROWS / 10 - again, updated: again, unchanged: 0, rejected: ROWS / 10, blank: 0 });
  expect((await dataOf<{ count: number }>(person.get('contacts/count'))).count).toBe(done.counts.created);
  const [list] = await dataOf<{ name: string; count: number }[]>(person.get('lists'));
  expect(list).toMatchObject({ name: 'Everyone', count: done.counts.created });
}, 360_000);
