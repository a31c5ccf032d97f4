import { parse } from 'csv-parse/sync';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { allItems, downloadText, runImport, type NoteAnswer } from './support/imports.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';
import { sql } from '../src/platform/database/sql.js';

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Nora ${Math.random()}`);
});

const HEADER = 'First name,Last name,Email,Phone';
const notesOf = (id: string): Promise<NoteAnswer[]> => allItems<NoteAnswer>(owner, `imports/${id}/notes`);

/** A company behind one number: everyone but the first shares it. */
const switchboard = (people: number): string =>
  [HEADER, ...Array.from({ length: people }, (_, i) => `Ada,Quist ${i},ada${i}@works.example,+49 30 23125 300`)].join('\n');

describe('a row that was imported differently than it says', () => {
  it('is told with its line, column, value and the other person', async () => {
    await runImport(owner, `${HEADER}\nIlse,Varga,ilse.varga@example.com,+49 30 23125 210\n`);
    const run = await runImport(owner, `${HEADER}\nUma,Weiss,uma@example.com,\nTom,Varga,,+49 30 23125 210\n`);
    expect(run).toMatchObject({ counts: { created: 2, rejected: 0 }, reportedCells: 0, reportedNotes: 1 });
    expect(await notesOf(run.id)).toEqual([
      {
        line: 3,
        rowNumber: 2,
        column: 'Phone',
        code: 'contact.phoneShared',
        reason: 'Ilse Varga has this phone number too, so it was added as a further number.',
        value: '+49 30 23125 210',
      },
    ]);
    const { items } = await dataOf<{ items: object[] }>(owner.get('imports?limit=1'));
    expect(items).toMatchObject([{ id: run.id, reportedNotes: 1 }]);
  });

  it('is told for contacts that were there before, and only once', async () => {
    await runImport(owner, `${HEADER}\nIlse,Varga,ilse@example.com,+49 30 23125 210\nTom,Varga,tom@example.com,+49 30 23125 211\n`);
    const file = 'Email,Phone,Company\ntom@example.com,+49 30 23125 210,Varga KG\n';
    const run = await runImport(owner, file);
    expect(run).toMatchObject({ counts: { updated: 1 }, reportedNotes: 1 });
    expect(await notesOf(run.id)).toMatchObject([{ line: 2, column: 'Phone', code: 'contact.phoneShared' }]);
    const again = await runImport(owner, file);
    expect(again).toMatchObject({ counts: { unchanged: 1 }, reportedNotes: 0 });
    expect(await notesOf(again.id)).toEqual([]);
  });

  it('is told for as many rows as there are, page by page', async () => {
    const run = await runImport(owner, switchboard(1_205));
    expect(run).toMatchObject({ counts: { created: 1_205 }, reportedNotes: 1_204 });
    expect((await notesOf(run.id)).map(({ line }) => line)).toEqual(Array.from({ length: 1_204 }, (_, i) => i + 3));
  }, 60_000);

  it('is not told of a row that was rejected', async () => {
    await runImport(owner, `${HEADER}\nIlse,Varga,ilse@example.com,+49 30 23125 210\n`);
    const run = await runImport(owner, `${HEADER}\nTom,Varga,,+49 30 23125 210\n`, { start: { mode: 'updateOnly' } });
    expect(run).toMatchObject({ counts: { rejected: 1 }, reportedNotes: 0 });
  });
});

describe('the report as CSV', () => {
  it('has rejected rows, values left out and notes, and runs no formula', async () => {
    await dataOf(owner.post('custom-fields', { label: 'Points', fieldType: 'number' }));
    await runImport(owner, `${HEADER}\n=Ilse,Varga,ilse@example.com,+49 30 23125 210\n`);
    const run = await runImport(
      owner,
      `${HEADER},Points\nEve,Lind,eve(at)example.com,,1\nPia,Lind,pia@example.com,,many\nTom,Varga,,+49 30 23125 210,2\n`,
      { update: { columns: [{ index: 4, target: 'custom:points' }] } },
    );
    expect(run).toMatchObject({ counts: { created: 2, rejected: 1 }, reportedCells: 1, reportedNotes: 1 });
    const { text, headers } = await downloadText(owner, `imports/${run.id}/report.csv`);
    expect(headers['content-disposition']).toContain('people-report.csv');
    const [header, ...rows] = parse(text, { bom: true }) as string[][];
    expect(header).toEqual(['Line', 'Result', 'Column', 'Value', 'Reason']);
    expect(rows).toMatchObject([
      ['2', 'Rejected', 'Email', '', expect.any(String)],
      ['3', 'Value left out', 'Points', 'many', expect.any(String)],
      ['4', 'Note', 'Phone', "'+49 30 23125 210", "'=Ilse Varga has this phone number too, so it was added as a further number."],
    ]);
  });

  it('is whole when it is long', async () => {
    const run = await runImport(owner, switchboard(1_205));
    const { text } = await downloadText(owner, `imports/${run.id}/report.csv`);
    expect(text.trimEnd().split('\r\n')).toHaveLength(1_205);
  }, 60_000);

  it('is nobody else’s, and leaves with the import', async () => {
    const run = await runImport(owner, switchboard(3));
    const stranger = await test.stranger();
    stranger.workspaceId = owner.workspaceId;
    for (const path of ['notes', 'report.csv']) expect((await errorOf(stranger.get(`imports/${run.id}/${path}`))).status).toBe(404);
    await dataOf(owner.delete(`imports/${run.id}`));
    expect((await errorOf(owner.get(`imports/${run.id}/notes`))).status).toBe(404);
    await waitFor('its notes to go', async () => (await countOf(test, 'import_notes', sql`import_id = ${run.id}`)) === 0, 30_000);
  });
});
