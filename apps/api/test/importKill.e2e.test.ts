import { dataOf } from './support/Person.js';
import { KillableServer } from './support/KillableServer.js';
import { uploadFile } from './support/imports.js';
import { xlsx } from './support/xlsx.js';

interface Import {
  id: string;
  status: string;
  processedRows: number;
  totalRows: number | null;
  counts: { created: number; updated: number; unchanged: number; rejected: number };
}

let server: KillableServer;
beforeEach(async () => {
  server = await KillableServer.start();
});
afterEach(() => server.remove());

/** Every twentieth row is a person who was there before. */
const emailOf = (i: number): string => `p${i % 20 === 13 ? i - 13 : i}@example.com`;
/** Every tenth row is broken: by quotes that are never closed, by what is no address, by a card that has no end. */
const isBroken = (i: number): boolean => i % 10 === 7;
const all = <T>(count: number, row: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => row(i));

async function csv(rows: number): Promise<Buffer> {
  const lines = all(rows, (i) => (isBroken(i) ? `Ann,"lost ${i},a@example.com` : `Ann,Doe ${i},${emailOf(i)}`));
  return Buffer.from(`First name,Last name,Email\n${lines.join('\n')}\n`);
}

const workbook = (rows: number): Promise<Buffer> =>
  xlsx({
    sheets: [
      { rows: [['First name', 'Last name', 'Email'], ...all(rows, (i) => ['Ann', `Doe ${i}`, isBroken(i) ? 'nowhere' : emailOf(i)])] },
    ],
  });

async function cards(rows: number): Promise<Buffer> {
  const lines = (i: number): string[] => ['BEGIN:VCARD', 'VERSION:3.0', `N:Doe ${i};Ann;;;`, `EMAIL:${emailOf(i)}`];
  return Buffer.from(all(rows, (i) => [...lines(i), ...(isBroken(i) ? [] : ['END:VCARD']), ''].join('\r\n')).join(''));
}

it.each([
  ['a CSV', 60_000, 8, csv],
  ['a workbook', 15_000, 3, workbook],
  ['a file of cards', 15_000, 3, cards],
] as const)(
  'neither loses nor doubles a row of %s when the server is killed again and again',
  async (_, rows, kills, make) => {
    const { id } = await dataOf<Import>(uploadFile(server.person, await make(rows)));
    await dataOf(server.person.post(`imports/${id}/start`, { mode: 'createAndUpdate', newListName: 'Everyone' }));

    let interrupted = 0;
    for (let round = 0; round < kills; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 300));
      // Asked before: the next start continues at once, and may be done by the time it answers.
      const { status } = await dataOf<Import>(server.person.get(`imports/${id}`));
      await server.killAndStart(round % 4 === 3 ? 'SIGTERM' : 'SIGKILL');
      const state = await dataOf<Import>(server.person.get(`imports/${id}`));
      expect(state.counts.created + state.counts.updated + state.counts.unchanged + state.counts.rejected).toBe(state.processedRows);
      if (status === 'running') interrupted += 1;
    }
    expect(interrupted).toBeGreaterThan(0);

    const done = await server.until<Import>(`imports/${id}`, ({ status }) => status !== 'running');
    const again = all(rows, (i) => i).filter((i) => i % 20 === 13).length;
    expect(done).toMatchObject({ status: 'completed', totalRows: rows, processedRows: rows });
    expect(done.counts).toEqual({ created: rows - rows / 10 - again, updated: again, unchanged: 0, rejected: rows / 10, blank: 0 });
    expect((await dataOf<{ count: number }>(server.person.get('contacts/count'))).count).toBe(done.counts.created);
    const [list] = await dataOf<{ name: string; count: number }[]>(server.person.get('lists'));
    expect(list).toMatchObject({ name: 'Everyone', count: done.counts.created });
  },
  360_000,
);
