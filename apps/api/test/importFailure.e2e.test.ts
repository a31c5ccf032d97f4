import { FileStore } from '../src/platform/files/FileStore.js';
import { passTime } from './support/campaigns.js';
import { endOf, uploadFile, type ImportAnswer } from './support/imports.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { refuseRows } from './support/refuseRows.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

const ROWS = 40_000;
const BROKEN = 30_000;

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Fay ${Math.random()}`);
});

const FILE = `First name,Last name,Email\n${Array.from({ length: ROWS }, (_, i) => `Ann,Row ${i},p${i}@example.com`).join('\n')}\n`;
const read = (id: string): Promise<ImportAnswer> => dataOf<ImportAnswer>(owner.get(`imports/${id}`));
const contacts = async (): Promise<number> => (await dataOf<{ count: number }>(owner.get('contacts/count'))).count;
const started = async (file: string, start: object = {}): Promise<string> => {
  const { id } = await dataOf<ImportAnswer>(uploadFile(owner, file));
  await dataOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate', ...start }));
  return id;
};

/** Repeats are minutes apart; the clock goes ahead of them. */
async function failedEnd(id: string): Promise<ImportAnswer> {
  let isOver = false;
  const backs: (() => void)[] = [];
  const passing = (async () => {
    while (!isOver) {
      backs.push(await passTime(test, 70_000));
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  })();
  try {
    return await endOf(owner, id);
  } finally {
    isOver = true;
    await passing;
    for (const back of backs.toReversed()) back();
  }
}

it('says that its file has gone, when it has gone while the import was tried', async () => {
  const mend = await refuseRows(test, { table: 'base_contacts', before: 'INSERT', when: `NEW.last_name = 'Gone'` });
  try {
    const id = await started('First name,Last name,Email\nAnn,Gone,gone@example.com\n');
    await test.app.get(FileStore).delete(`imports/${id}.csv`);
    const failed = await failedEnd(id);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'import.fileMissing' } });
    expect(failed.error?.message).toBe('The uploaded file is no longer on the server. Upload it again. No row was imported.');
    expect(await errorOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate' }))).toMatchObject({
      code: 'import.fileMissing',
      status: 410,
    });
  } finally {
    await mend();
  }
});

describe('an import that fails after rows are in', () => {
  it('says how many, and goes on where it stopped', async () => {
    const mend = await refuseRows(test, { table: 'base_contacts', before: 'INSERT', when: `NEW.last_name = 'Row ${BROKEN}'` });
    let failed: ImportAnswer;
    try {
      failed = await failedEnd(await started(FILE));
    } finally {
      await mend();
    }
    const there = await contacts();
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThanOrEqual(BROKEN);
    const shown = there.toLocaleString('en');
    expect(failed).toMatchObject({
      status: 'failed',
      processedRows: there,
      counts: { created: there, updated: 0 },
      error: { code: 'import.failed' },
    });
    expect(failed.error?.message).toBe(
      `Something went wrong on our side while rows were being written. The first ${shown} rows are imported: ${shown} contacts added, 0 updated. Start the import again to continue from there.`,
    );
    await dataOf(owner.post(`imports/${failed.id}/start`, { mode: 'createAndUpdate' }));
    expect(await endOf(owner, failed.id)).toMatchObject({
      status: 'completed',
      processedRows: ROWS,
      counts: { created: ROWS, updated: 0, unchanged: 0 },
      error: null,
    });
    expect(await contacts()).toBe(ROWS);
  }, 180_000);

  it('says what a person can mend as it is: the list has gone', async () => {
    const { id: listId } = await dataOf<{ id: string }>(owner.post('lists', { name: 'Fleeting' }));
    const id = await started(FILE, { listId });
    await waitFor('the first rows', async () => (await read(id)).processedRows > 0, 30_000);
    await dataOf(owner.delete(`lists/${listId}`));
    const failed = await failedEnd(id);
    const there = await contacts();
    expect(failed).toMatchObject({ status: 'failed', counts: { created: there }, error: { code: 'list.notFound' } });
    expect(failed.error?.message).toContain(`${there.toLocaleString('en')} contacts added, 0 updated.`);
    expect((await errorOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate', listId }))).code).toBe('list.notFound');
    await dataOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
    expect(await endOf(owner, id)).toMatchObject({ status: 'completed', counts: { created: ROWS, updated: 0, unchanged: 0 } });
  }, 180_000);
});

describe('an import whose custom field is deleted', () => {
  const WITH_FIELD = `First name,Last name,Email,Shoe size\n${Array.from({ length: ROWS }, (_, i) => `Ann,Row ${i},p${i}@example.com,${i % 50}`).join('\n')}\n`;
  const fieldIdOf = async (fieldName: string): Promise<string> =>
    (await dataOf<{ id: string; fieldName: string }[]>(owner.get('custom-fields'))).find((field) => field.fieldName === fieldName)?.id ??
    '';

  /** Until a row cannot be written, with a field of its own. */
  async function failedWithField(): Promise<ImportAnswer> {
    const mend = await refuseRows(test, { table: 'base_contacts', before: 'INSERT', when: `NEW.last_name = 'Row ${BROKEN}'` });
    try {
      const { id } = await dataOf<ImportAnswer>(uploadFile(owner, WITH_FIELD));
      const columns = [{ index: 3, target: 'custom:shoe_size', newField: { label: 'Shoe size', fieldType: 'number' } }];
      await dataOf(owner.patch(`imports/${id}`, { columns }));
      await dataOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate' }));
      return await failedEnd(id);
    } finally {
      await mend();
    }
  }

  it('goes on without its column, and tells so', async () => {
    const failed = await failedWithField();
    expect(failed.processedRows).toBeGreaterThan(0);
    await dataOf(owner.delete(`custom-fields/${await fieldIdOf('shoe_size')}`));
    await dataOf(owner.post(`imports/${failed.id}/start`, { mode: 'createAndUpdate' }));
    const end = await endOf(owner, failed.id);
    expect(end).toMatchObject({ status: 'completed', counts: { created: ROWS, rejected: 0 }, reportedNotes: 1, error: null });
    expect(end.columns[3]).toMatchObject({ header: 'Shoe size', target: 'ignore' });
    const { items } = await dataOf<{ items: { code: string; column: string; reason: string; line: number }[] }>(
      owner.get(`imports/${failed.id}/notes`),
    );
    expect(items).toMatchObject([{ code: 'import.columnLeftOut', column: 'Shoe size' }]);
    expect(items[0]?.reason).toContain('was deleted after the import had started');
    expect(items[0]?.line).toBeLessThanOrEqual(failed.processedRows + 2);
    const started = await dataOf<{ items: { action: string; details?: object }[] }>(
      owner.get(`audit/history?entityType=import&entityId=${failed.id}`),
    );
    expect(JSON.stringify(started.items.find(({ action }) => action === 'import.started'))).toMatch(/left.?out.?columns.*Shoe size/i);
    expect(await contacts()).toBe(ROWS);
  }, 180_000);

  it('fills a field of the same name that was made again', async () => {
    const failed = await failedWithField();
    await dataOf(owner.delete(`custom-fields/${await fieldIdOf('shoe_size')}`));
    await dataOf(owner.post('custom-fields', { label: 'Shoe size', fieldName: 'shoe_size', fieldType: 'text' }));
    await dataOf(owner.post(`imports/${failed.id}/start`, { mode: 'createAndUpdate' }));
    expect(await endOf(owner, failed.id)).toMatchObject({ status: 'completed', counts: { created: ROWS }, reportedNotes: 0 });
    const { items } = await dataOf<{ items: { id: string }[] }>(owner.get(`contacts?search=p${ROWS - 1}@example.com`));
    const last = await dataOf<{ customFields: object }>(owner.get(`contacts/${items[0]?.id}`));
    expect(JSON.stringify(last.customFields)).toContain(String((ROWS - 1) % 50));
  }, 180_000);
});

describe('an import that fails before any row is in', () => {
  it('says that no row was imported', async () => {
    const mend = await refuseRows(test, { table: 'base_contacts', before: 'INSERT', when: `NEW.last_name = 'Only'` });
    try {
      const failed = await failedEnd(await started('First name,Last name,Email\nAnn,Only,only@example.com\n'));
      expect(failed).toMatchObject({ status: 'failed', processedRows: 0, error: { code: 'import.failed' } });
      expect(failed.error?.message).toContain('No row was imported.');
      expect(await contacts()).toBe(0);
    } finally {
      await mend();
    }
  }, 120_000);
});
