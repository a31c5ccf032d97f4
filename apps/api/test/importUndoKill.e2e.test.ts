import { Person, dataOf } from './support/Person.js';
import { ServerProcess } from './support/ServerProcess.js';
import { createTestDatabase, type TestDatabase } from './support/testDatabase.js';

interface Import {
  id: string;
  status: string;
  counts: { created: number; updated: number };
  undo: { status: string; total: number; processed: number; affected: number; left: number } | null;
}

const OLD = 8_000;
const NEW = 4_000;
const KILLS = 6;

let database: TestDatabase;
let server: ServerProcess;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await server.stop();
  await database.remove();
});

const people = (count: number, company: string): string =>
  `First name,Email,Company\n${Array.from({ length: count }, (_, i) => `Ann,p${i}@example.com,${company}`).join('\n')}\n`;

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

async function until(person: Person, id: string, isDone: (run: Import) => boolean): Promise<Import> {
  const deadline = Date.now() + 240_000;
  for (;;) {
    const run = await dataOf<Import>(person.get(`imports/${id}`));
    if (isDone(run) || Date.now() > deadline) return run;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function imported(person: Person, file: string): Promise<Import> {
  const { id } = await dataOf<Import>(person.post('imports').attach('file', Buffer.from(file), 'people.csv'));
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
  return until(person, id, ({ status }) => status === 'completed');
}

it('undoes an import to its end, once, when the server is killed again and again', async () => {
  const account = { email: 'kim@example.com', password: 'correct horse battery' };
  let person = await signIn(await start(), 'register', { ...account, name: 'Kim Kill', workspaceName: 'Kim' });
  await imported(person, people(OLD, 'Varga KG'));
  const run = await imported(person, people(OLD + NEW, 'Lund AB'));
  expect(run.counts).toMatchObject({ created: NEW, updated: OLD });
  const count = async (query: string): Promise<number> => (await dataOf<{ count: number }>(person.get(`contacts/count?${query}`))).count;

  await dataOf(person.post(`imports/${run.id}/undo`));
  let interrupted = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 100));
    server.kill('SIGKILL');
    await server.exited;
    person = await signIn(await start(), 'login', account);
    const { undo } = await dataOf<Import>(person.get(`imports/${run.id}`));
    if (undo?.status === 'undoing') interrupted += 1;
  }
  expect(interrupted).toBeGreaterThan(0);

  const { undo } = await until(person, run.id, (run) => run.undo?.status === 'undone');
  expect(undo).toMatchObject({ status: 'undone', total: OLD + NEW, processed: OLD + NEW, affected: OLD + NEW, left: 0 });
  expect(await count('')).toBe(OLD);
  expect(await count('company=Varga%20KG')).toBe(OLD);
  expect(await count('trashed=true')).toBe(NEW);
}, 360_000);
