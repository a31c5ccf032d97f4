import { SeededRandom } from './support/fuzz/SeededRandom.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { allItems, endOf, type ImportAnswer, runImport, uploadFile } from './support/imports.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Rehearsal {
  status: string;
  isStale: boolean;
  processedRows: number;
  counts: Record<'created' | 'updated' | 'unchanged' | 'rejected' | 'blank' | 'conflict' | 'suppressed', number>;
  error: string | null;
}
interface RehearsedRow {
  line: number;
  name: string | null;
  column: string | null;
  code: string | null;
  reason: string | null;
  raw: string | null;
  changes: { field: string; from: string | null; to: string | null }[];
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Nora ${Math.random()}`);
});

const rehearsalOf = async (id: string): Promise<Rehearsal | null> =>
  (await dataOf<ImportAnswer & { rehearsal: Rehearsal | null }>(owner.get(`imports/${id}`))).rehearsal;

async function rehearsed(id: string, body: object = {}): Promise<Rehearsal> {
  await dataOf(owner.post(`imports/${id}/rehearse`, { mode: 'createAndUpdate', ...body }));
  await waitFor('the rehearsal to end', async () => (await rehearsalOf(id))?.status !== 'running', 60_000);
  const rehearsal = await rehearsalOf(id);
  if (!rehearsal) throw new Error('There is no rehearsal.');
  return rehearsal;
}

const rowsOf = async (id: string, group: string): Promise<RehearsedRow[]> =>
  (await dataOf<{ items: RehearsedRow[] }>(owner.get(`imports/${id}/rehearsal/rows?group=${group}&limit=200`))).items;
const upload = async (file: string): Promise<string> => (await dataOf<ImportAnswer>(uploadFile(owner, file))).id;
const contacts = (): Promise<object[]> => allItems<object>(owner, 'contacts');

const HEADER = 'First name,Last name,Email,Phone,Company';

describe('a rehearsal', () => {
  it('tells what would become of each row, with what would change, and writes no contact', async () => {
    await runImport(
      owner,
      `${HEADER}\nIlse,Varga,ilse@example.com,+49 30 23125 210,Varga KG\nTom,Weiss,tom@example.com,+49 30 23125 211,Weiss AG\n`,
    );
    const before = await contacts();
    const id = await upload(
      [
        HEADER,
        'Ilse,Varga,ilse@example.com,,Varga & Söhne',
        'Tom,Weiss,tom@example.com,,',
        'Uma,Lund,uma@example.com,+49 30 23125 210,',
        'Uma,Lund,uma@example.com,,Lund AB',
        'Uma,Lundt,uma@example.com,,',
        'Nobody,Reachable,not an address,,',
        '',
        ',,,,',
      ].join('\n'),
    );
    const { counts, ...rest } = await rehearsed(id);
    expect(rest).toMatchObject({ status: 'completed', isStale: false, processedRows: 7, error: null });
    expect(counts).toEqual({ created: 1, updated: 3, unchanged: 1, rejected: 1, blank: 1, conflict: 2, suppressed: 0 });
    expect(await contacts()).toEqual(before);

    expect(await rowsOf(id, 'created')).toMatchObject([{ line: 4, name: 'Uma Lundt' }]);
    expect(await rowsOf(id, 'updated')).toMatchObject([
      { line: 2, name: 'Ilse Varga', changes: [{ field: 'company', from: 'Varga KG', to: 'Varga & Söhne' }] },
      { line: 5, changes: [{ field: 'company', from: null, to: 'Lund AB' }] },
      { line: 6, changes: [{ field: 'lastName', from: 'Lund', to: 'Lundt' }] },
    ]);
    expect(await rowsOf(id, 'unchanged')).toMatchObject([{ line: 3, name: 'Tom Weiss', changes: [] }]);
    expect(await rowsOf(id, 'conflict')).toMatchObject([
      { line: 4, column: 'Phone', code: 'contact.phoneShared' },
      { line: 6, column: 'Last name', code: 'import.rowsDisagree' },
    ]);
    expect(await rowsOf(id, 'rejected')).toMatchObject([
      { line: 7, column: 'Email', name: null, raw: expect.stringContaining('not an address') as string },
    ]);
  });

  it('reads custom fields that the import is going to make, and makes neither them nor a list', async () => {
    const id = await upload('Email,Shoe size\nann@example.com,38\nann@example.com,39\nbob@example.com,big\n');
    await dataOf(
      owner.patch(`imports/${id}`, {
        columns: [{ index: 1, target: 'custom:shoe_size', newField: { label: 'Shoe size', fieldType: 'number' } }],
      }),
    );
    expect((await rehearsed(id, { newListName: 'Feet' })).counts).toMatchObject({ created: 2, updated: 1, conflict: 1 });
    expect(await rowsOf(id, 'updated')).toMatchObject([{ changes: [{ field: 'custom:shoe_size', from: '38', to: '39' }] }]);
    expect(await dataOf<object[]>(owner.get('custom-fields'))).toEqual([]);
    expect((await dataOf<{ name: string }[]>(owner.get('lists'))).map(({ name }) => name)).not.toContain('Feet');
  });

  it('is out of date when a column or an option is changed, and gone when the import has started', async () => {
    const id = await upload(`${HEADER}\nAnn,Lee,ann@example.com,,\n`);
    await rehearsed(id);
    await dataOf(owner.patch(`imports/${id}`, { columns: [{ index: 4, target: 'ignore' }] }));
    expect(await rehearsalOf(id)).toMatchObject({ isStale: true });
    expect(await rehearsed(id)).toMatchObject({ isStale: false });
    await dataOf(owner.patch(`imports/${id}`, { emptyWords: false }));
    expect(await rehearsalOf(id)).toMatchObject({ isStale: true });
    await dataOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
    expect(await rehearsalOf(id)).toBeNull();
    expect(await errorOf(owner.post(`imports/${id}/rehearse`, { mode: 'createAndUpdate' }))).toMatchObject({ code: 'import.notStartable' });
  });

  it('can be cancelled once', async () => {
    const id = await upload([HEADER, ...Array.from({ length: 20_000 }, (_, i) => `Ann,Lee,ann${i}@example.com,,`)].join('\n'));
    await dataOf(owner.post(`imports/${id}/rehearse`, { mode: 'createAndUpdate' }));
    await dataOf(owner.post(`imports/${id}/rehearsal/cancel`));
    expect(await rehearsalOf(id)).toMatchObject({ status: 'cancelled' });
    expect(await errorOf(owner.post(`imports/${id}/rehearsal/cancel`))).toMatchObject({ code: 'import.rehearsalNotRunning' });
  });

  it('refuses what the start would refuse', async () => {
    const id = await upload('Colour\nred\n');
    expect(await errorOf(owner.post(`imports/${id}/rehearse`, { mode: 'createAndUpdate' }))).toMatchObject({ status: 422 });
  });

  it('keeps the first thousand of a group and counts them all', async () => {
    const id = await upload([HEADER, ...Array.from({ length: 1_300 }, (_, i) => `Ann,Lee,ann${i}@example.com,,`)].join('\n'));
    expect((await rehearsed(id)).counts).toMatchObject({ created: 1_300 });
    const rows: RehearsedRow[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: RehearsedRow[]; nextCursor: string | null } = await dataOf(
        owner.get(`imports/${id}/rehearsal/rows?group=created&limit=200${cursor ? `&cursor=${cursor}` : ''}`),
      );
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 2));
  });
});

/** Few people, so that rows meet each other, in the file and in the workspace. */
const VALUES = [
  ['', 'Ann', 'Bob', 'Li'],
  ['', 'Lee', 'Wu'],
  ['', '', 'a@example.com', 'A@EXAMPLE.COM', 'b@example.com', 'c@example.com', 'nobody'],
  ['', '', '+49 30 23125 210', '+493023125210', '+49 30 23125 211', '+49 30 23125 212', '12'],
  ['', 'Acme', 'Möwe'],
];

function fileOf(random: SeededRandom): string {
  const row = (): string => VALUES.map((values) => random.pick(values)).join(',');
  return [HEADER, ...Array.from({ length: 1 + random.below(60) }, row)].join('\n');
}

it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])('counts what the import then counts, whoever meets whom (%d)', async (seed) => {
  const random = new SeededRandom(seed);
  await runImport(owner, fileOf(random), { start: { mode: 'createAndUpdate', withoutKey: 'matchByName' } });
  const id = await upload(fileOf(random));
  const start = {
    mode: random.pick(['createAndUpdate', 'createAndUpdate', 'createOnly', 'updateOnly']),
    withoutKey: random.pick(['reject', 'matchByName']),
    updatePolicy: random.pick(['overwrite', 'overwrite', 'fillEmpty', 'never']),
    matchBy: random.pick(['auto', 'auto', 'email', 'phone', 'none']),
  };
  const { counts } = await rehearsed(id, start);
  await dataOf(owner.post(`imports/${id}/start`, start));
  const run = await endOf(owner, id);
  const { created, updated, unchanged, rejected, blank } = counts;
  expect({ status: run.status, ...run.counts }).toEqual({ status: 'completed', created, updated, unchanged, rejected, blank });
});
