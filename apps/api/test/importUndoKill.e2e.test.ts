import { dataOf } from './support/Person.js';
import { KillableServer } from './support/KillableServer.js';
import { uploadFile } from './support/imports.js';

interface Import {
  id: string;
  status: string;
  counts: { created: number; updated: number };
  undo: { status: string; total: number; processed: number; affected: number; left: number } | null;
}

/** PostgreSQL takes longer for each contact. */
const NEW = process.env['TEST_DATABASE_URL'] ? 4_000 : 8_000;
const OLD = 2 * NEW;
const KILLS = 6;

let server: KillableServer;
beforeAll(async () => {
  server = await KillableServer.start();
});
afterAll(() => server.remove());

const people = (count: number, company: string): string =>
  `First name,Email,Company\n${Array.from({ length: count }, (_, i) => `Ann,p${i}@example.com,${company}`).join('\n')}\n`;

async function imported(file: string): Promise<Import> {
  const { id } = await dataOf<Import>(uploadFile(server.person, file));
  await dataOf(server.person.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
  return server.until<Import>(`imports/${id}`, ({ status }) => status === 'completed');
}

it('undoes an import to its end, once, when the server is killed again and again', async () => {
  await imported(people(OLD, 'Varga KG'));
  const run = await imported(people(OLD + NEW, 'Lund AB'));
  expect(run.counts).toMatchObject({ created: NEW, updated: OLD });
  const count = async (query: string): Promise<number> =>
    (await dataOf<{ count: number }>(server.person.get(`contacts/count?${query}`))).count;

  let { undo: before } = await dataOf<Import>(server.person.post(`imports/${run.id}/undo`));
  let interrupted = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
    // Asked before: the next start continues at once, and a fast machine may be done by the time it answers.
    if (before?.status === 'undoing') interrupted += 1;
    await server.killAndStart();
    before = (await dataOf<Import>(server.person.get(`imports/${run.id}`))).undo;
  }
  expect(interrupted).toBeGreaterThan(0);

  const { undo } = await server.until<Import>(`imports/${run.id}`, (run) => run.undo?.status === 'undone');
  expect(undo).toMatchObject({ status: 'undone', total: OLD + NEW, processed: OLD + NEW, affected: OLD + NEW, left: 0 });
  expect(await count('')).toBe(OLD);
  expect(await count('company=Varga%20KG')).toBe(OLD);
  expect(await count('trashed=true')).toBe(NEW);
}, 360_000);
