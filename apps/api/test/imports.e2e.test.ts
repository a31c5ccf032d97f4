import iconv from 'iconv-lite';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { LiveEvent } from '../src/platform/live/LiveEvents.js';
import { allItems } from './support/imports.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Import {
  id: string;
  status: string;
  encoding: string;
  delimiter: string;
  hasHeader: boolean;
  preset: string | null;
  columns: { index: number; header: string; target: string; suggestedBy: string | null; samples: string[] }[];
  sampleRows: string[][];
  totalRows: number | null;
  processedRows: number;
  counts: { created: number; updated: number; unchanged: number; rejected: number; blank: number };
  reportedCells: number;
  options: { listId: string | null };
  error: { code: string } | null;
}
interface Reject {
  line: number;
  column: string | null;
  code: string;
  reason: string;
  raw: string;
}
interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
interface Contact {
  id: string;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  primaryEmail: string | null;
  lists: { id: string; name: string }[];
  customFields: { fieldName: string; value: unknown }[];
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start({ MAX_UPLOAD_MB: '4' });
  owner = test.owner;
});
afterAll(() => test.stop());

const upload = (person: Person, bytes: Buffer | string, name = 'people.csv') =>
  person.post('imports').attach('file', Buffer.from(bytes), name);

async function ended(person: Person, id: string): Promise<Import> {
  await waitFor('the import to end', async () => (await dataOf<Import>(person.get(`imports/${id}`))).status !== 'running', 60_000);
  return dataOf<Import>(person.get(`imports/${id}`));
}

async function run(
  person: Person,
  bytes: Buffer | string,
  { start = {}, update }: { start?: object; update?: object } = {},
): Promise<Import> {
  const { id } = await dataOf<Import>(upload(person, bytes));
  if (update) await dataOf(person.patch(`imports/${id}`, update));
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate', ...start }));
  return ended(person, id);
}

const allRejects = (person: Person, id: string): Promise<Reject[]> => allItems<Reject>(person, `imports/${id}/rejects`);

async function contactNamed(person: Person, search: string): Promise<Contact> {
  const { items } = await dataOf<Page<Contact>>(person.get(`contacts?search=${encodeURIComponent(search)}`));
  return dataOf<Contact>(person.get(`contacts/${items[0]?.id}`));
}

const sumOf = ({ created, updated, unchanged, rejected, blank }: Import['counts']): number =>
  created + updated + unchanged + rejected + blank;

describe('before an import starts', () => {
  it('shows what the file seems to be, and looks again when a person knows better', async () => {
    const bytes = iconv.encode(
      'Vorname;Nachname;E-Mail;Kundennummer\r\nJürgen;Groß;juergen@example.com;0012\r\nZoë;"Weiß; Söhne";zoe@example.com;0013\r\n',
      'windows-1252',
    );
    const shown = await dataOf<Import>(upload(owner, bytes, 'C:\\Users\\me\\Kunden.csv'));
    expect(shown).toMatchObject({
      fileName: 'Kunden.csv',
      fileSize: bytes.length,
      status: 'uploaded',
      encoding: 'windows-1252',
      delimiter: ';',
      hasHeader: true,
      preset: null,
      totalRows: null,
    });
    expect(shown.columns.map(({ header, target, suggestedBy }) => [header, target, suggestedBy])).toEqual([
      ['Vorname', 'firstName', 'header'],
      ['Nachname', 'lastName', 'header'],
      ['E-Mail', 'primaryEmail', 'header'],
      ['Kundennummer', 'ignore', null],
    ]);
    expect(shown.sampleRows).toEqual([
      ['Jürgen', 'Groß', 'juergen@example.com', '0012'],
      ['Zoë', 'Weiß; Söhne', 'zoe@example.com', '0013'],
    ]);
    expect(shown.columns[3]?.samples).toEqual(['0012', '0013']);

    const other = await dataOf<Import>(owner.patch(`imports/${shown.id}`, { delimiter: ',', hasHeader: false }));
    expect(other.columns).toHaveLength(1);
    expect(other.hasHeader).toBe(false);
    const back = await dataOf<Import>(
      owner.patch(`imports/${shown.id}`, { delimiter: ';', hasHeader: true, columns: [{ index: 3, target: 'company' }] }),
    );
    expect(back.columns[3]).toMatchObject({ target: 'company', suggestedBy: 'person' });
    expect((await errorOf(owner.patch(`imports/${shown.id}`, { columns: [{ index: 3, target: 'firstName' }] }))).fields[0]?.code).toBe(
      'import.targetTwice',
    );
    expect((await errorOf(owner.patch(`imports/${shown.id}`, { columns: [{ index: 9, target: 'ignore' }] }))).fields[0]?.code).toBe(
      'import.unknownColumn',
    );
    expect((await errorOf(owner.patch(`imports/${shown.id}`, { columns: [{ index: 3, target: 'shoeSize' }] }))).fields[0]?.code).toBe(
      'import.unknownTarget',
    );
    await dataOf(owner.delete(`imports/${shown.id}`));
    expect((await errorOf(owner.get(`imports/${shown.id}`))).code).toBe('import.notFound');
  });

  it.each([
    ['import.empty', 422, Buffer.alloc(0)],
    ['import.noRows', 422, Buffer.from('Name,Email\n')],
    ['import.notCsv', 422, Buffer.from('%PDF-1.7\n%âãÏÓ\n')],
    ['import.notCsv', 422, Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7) % 31))],
    ['import.tooLarge', 413, Buffer.from(`Name,Email\n${'Ann,ann@example.com\n'.repeat(240_000)}`)],
  ])('refuses with %s and says what to do', async (code, status, bytes) => {
    const error = await errorOf(upload(owner, bytes, 'file.csv'));
    expect(error).toMatchObject({ code, status });
    expect(error.message).toMatch(/export|Export|Split|save it as/);
  });

  it('refuses a file that turns out too large only while it comes in', async () => {
    const barely = Buffer.alloc(4 * 1024 * 1024 + 1000, 'Ann,ann@example.com\n');
    expect((await errorOf(upload(owner, barely))).code).toBe('import.tooLarge');
  });

  it('leaves nothing behind when an upload breaks off', async () => {
    const folder = path.join(test.database.dataDir, 'imports');
    const before = await readdir(folder);
    const endless = new Readable({ read() {} });
    endless.push('Name,Email\nAnn,ann@example.com\n');
    const request = owner.post('imports').attach('file', endless as unknown as Buffer, { filename: 'people.csv', contentType: 'text/csv' });
    const sent = request.then(
      () => 'answered',
      () => 'broken off',
    );
    await waitFor('the upload to begin', async () => (await readdir(folder)).length > before.length);
    request.abort();
    endless.destroy();
    await waitFor('the rest to be removed', async () => (await readdir(folder)).length === before.length);
    expect(await Promise.race([sent, Promise.resolve('broken off')])).toBe('broken off');
  });

  it('refuses a request without a file, and columns that say nothing', async () => {
    expect((await errorOf(owner.post('imports', { file: 'x' }))).code).toBe('import.noFile');
    const { id } = await dataOf<Import>(upload(owner, 'Colour,Size\nred,4\n'));
    expect((await errorOf(owner.post(`imports/${id}/start`, { mode: 'createAndUpdate' }))).fields[0]?.code).toBe('import.nothingMapped');
    expect((await errorOf(owner.post(`imports/${id}/cancel`))).code).toBe('import.notRunning');
  });
});

describe('an import', () => {
  it('reads the nasty file and loses nothing silently', async () => {
    const person = await test.stranger('Nora Nasty');
    const header = 'First name;Last name;E-mail;Phone;Company;Notes';
    const bad: [code: string, line: string][] = [
      ['row.tooManyColumns', 'A;B;too.many@example.com;;C;n;extra;more'],
      ['email.invalid', 'A;B;not an address;;C;'],
      ['row.total', 'Total: 3;;;;;'],
      ['row.nulCharacter', 'A\0;B;nul@example.com;;C;'],
      ['row.unclosedQuote', 'A;"B;open@example.com;;C;'],
      ['row.repeatedHeader', header],
      ['contact.empty', ';;;;;only a note'],
      ['row.cellTooLong', `A;B;long@example.com;;C;${'x'.repeat(70_000)}`],
      ['row.invalidBytes', 'A\ufffd;B;bytes@example.com;;C;'],
      ['row.tooFewColumns', 'the rest of a note'],
    ];
    const lines = [header];
    const expected: [number, string][] = [];
    let physical = 1;
    for (let i = 0; i < 1000; i += 1) {
      const fault = i % 10 === 3 ? bad[Math.floor(i / 10) % bad.length] : undefined;
      const line = fault
        ? fault[1]
        : i % 10 === 5
          ? `Émil;"O'Neil\r\n""the ${i}""";p${i}@example.com;;"Søren; & Co";"two\nlines"`
          : `Ann;Doe ${i};p${i}@example.com;+49 30 ${9_000_000 + i};Acme;`;
      if (fault) expected.push([physical + 1, fault[0]]);
      lines.push(line);
      physical += 1 + (line.match(/\n/g)?.length ?? 0);
    }
    const text = lines.map((line, i) => line + (['\r\n', '\n', '\r\n'][i % 3] ?? '\n')).join('');
    const done = await run(person, iconv.encode(text, 'utf-16le', { addBOM: true }));
    expect(done).toMatchObject({
      status: 'completed',
      encoding: 'utf-16le',
      delimiter: ';',
      error: null,
      totalRows: 1000,
      processedRows: 1000,
    });
    const rejects = await allRejects(person, done.id);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual(expected);
    expect(done.counts).toEqual({ created: 900, updated: 0, unchanged: 0, rejected: 100, blank: 0 });
    expect(rejects.every(({ reason, raw }) => reason.length > 20 && raw.length > 0 && raw.length <= 2048)).toBe(true);
    expect(rejects.find(({ code }) => code === 'email.invalid')?.column).toBe('E-mail');
    expect((await dataOf<{ count: number }>(person.get('contacts/count'))).count).toBe(900);
    expect(await contactNamed(person, 'p5@example.com')).toMatchObject({
      firstName: 'Émil',
      lastName: `O'Neil "the 5"`,
      company: 'Søren; & Co',
    });
  });

  it('updates by e-mail address, never overwrites by blank, and counts what stays the same', async () => {
    const person = await test.stranger('Uma Update');
    const file = (rows: string): string => `First name,Last name,Email,Company\n${rows}`;
    expect((await run(person, file('Ann,Doe,ann@example.com,Acme\nBob,Roe,bob@example.com,Beta\n'))).counts).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      blank: 0,
    });
    const again = await run(
      person,
      file(
        'Ann,,ANN@example.com,Acme Ltd\nBob,Roe,bob@example.com,\nCy,Poe,cy@example.com,\nCy,Poe,cy@example.com,Gamma\nCy,,cy@example.com,\n',
      ),
    );
    expect(again.counts).toEqual({ created: 1, updated: 2, unchanged: 2, rejected: 0, blank: 0 });
    expect(await contactNamed(person, 'ann@example.com')).toMatchObject({ firstName: 'Ann', lastName: 'Doe', company: 'Acme Ltd' });
    expect(await contactNamed(person, 'cy@example.com')).toMatchObject({ lastName: 'Poe', company: 'Gamma' });
    expect((await dataOf<{ count: number }>(person.get('contacts/count'))).count).toBe(3);
  });

  it('only creates, or only updates, when told; the others are reported', async () => {
    const person = await test.stranger('Mia Mode');
    const file = 'Name,Email,Company\nAnn Doe,ann@example.com,Acme\nBob Roe,bob@example.com,Beta\n';
    await run(person, 'Email,Company\nann@example.com,Old\n');
    const created = await run(person, file, { start: { mode: 'createOnly' } });
    expect(sumOf(created.counts)).toBe(2);
    expect(created.counts.created).toBe(1);
    expect(await contactNamed(person, 'ann@example.com')).toMatchObject({ company: 'Old' });
    const updated = await run(person, `${file}Cy Poe,cy@example.com,New\n`, { start: { mode: 'updateOnly' } });
    expect(sumOf(updated.counts)).toBe(3);
    expect(updated.counts).toMatchObject({ created: 0, updated: 1 });
    expect((await dataOf<{ count: number }>(person.get('contacts/count'))).count).toBe(2);
  });

  it('makes custom fields and a list, reads values by type, and puts everyone on the list', async () => {
    const person = await test.stranger('Cleo Custom');
    const text =
      'Email;Points;Member since;VIP\nann@example.com;1.234,5;31.12.2024;ja\nbob@example.com;;0/0/00;nein\ncy@example.com;many;01.02.2025;\n';
    const newField = (label: string, fieldType: string) => ({ label, fieldType });
    const done = await run(person, text, {
      update: {
        columns: [
          { index: 1, target: 'custom:points', newField: newField('Points', 'number') },
          { index: 2, target: 'custom:member_since', newField: newField('Member since', 'date') },
          { index: 3, target: 'custom:vip', newField: newField('VIP', 'boolean') },
        ],
      },
      start: { newListName: 'Newcomers' },
    });
    expect(done.counts).toEqual({ created: 3, updated: 0, unchanged: 0, rejected: 0, blank: 0 });
    expect(done.reportedCells).toBe(1);
    expect((await dataOf<Page<object>>(person.get(`imports/${done.id}/cells`))).items).toMatchObject([
      { line: 4, column: 'Points', code: 'number.invalid', value: 'many' },
    ]);
    const ann = await contactNamed(person, 'ann@example.com');
    expect(ann.lists.map(({ name }) => name)).toEqual(['Newcomers']);
    const valueOf = (name: string): unknown => ann.customFields.find(({ fieldName }) => fieldName === name)?.value;
    expect([valueOf('points'), valueOf('member_since'), valueOf('vip')]).toEqual(['1234.5', '2024-12-31', 'true']);
    const again = await run(person, 'Email,Points\nann@example.com,1234.5\n', { start: { listId: done.options.listId } });
    expect(again.counts).toEqual({ created: 0, updated: 0, unchanged: 1, rejected: 0, blank: 0 });
  });

  it('gives the rejected rows back as a CSV that can be mended and imported', async () => {
    const person = await test.stranger('Rita Reject');
    const done = await run(
      person,
      'Name,Email,Company\n=Eve,eve(at)example.com,"Acme, Inc"\nAnn,ann@example.com,"lost\nBob,bob@example.com,Beta\n',
    );
    const response = await person
      .get(`imports/${done.id}/rejects.csv`)
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => done(null, Buffer.concat(parts).toString('utf8')));
      });
    expect(response.headers['content-type']).toContain('text/csv');
    expect(response.headers['content-disposition']).toContain('people-rejected.csv');
    const csv = response.body as string;
    expect(csv).toContain(`'=Eve,eve(at)example.com,"Acme, Inc",2,Email,`);
    expect(csv).toContain(`"Ann,ann@example.com,""lost"`);
    const mended = await run(person, csv.replace('eve(at)', 'eve@').split('\r\n').slice(0, 2).join('\r\n'));
    expect(mended.counts.created).toBe(1);
    expect((await contactNamed(person, 'eve@example.com')).firstName).toBe('=Eve');
  });

  it('starts once on a double click and can be cancelled, keeping what adds up', async () => {
    const person = await test.stranger('Carl Cancel');
    const { id } = await dataOf<Import>(
      upload(person, `Name,Email\n${Array.from({ length: 60_000 }, (_, i) => `Ann,a${i}@example.com\n`).join('')}`),
    );
    const starts = await Promise.all([1, 2, 3].map(() => person.post(`imports/${id}/start`, { mode: 'createAndUpdate' })));
    expect(starts.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    await waitFor('the first rows', async () => (await dataOf<Import>(person.get(`imports/${id}`))).processedRows > 0, 30_000);
    expect((await errorOf(person.patch(`imports/${id}`, { hasHeader: false }))).code).toBe('import.notEditable');
    expect((await errorOf(person.delete(`imports/${id}`))).code).toBe('import.running');
    await dataOf(person.post(`imports/${id}/cancel`));
    await new Promise((resolve) => setTimeout(resolve, 400));
    const cancelled = await dataOf<Import>(person.get(`imports/${id}`));
    expect(cancelled.status).toBe('cancelled');
    expect(sumOf(cancelled.counts)).toBe(cancelled.processedRows);
    expect((await dataOf<{ count: number }>(person.get('contacts/count'))).count).toBe(cancelled.counts.created);
    expect(cancelled.processedRows).toBeLessThan(60_000);
    expect((await errorOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate' }))).code).toBe('import.notStartable');
  });

  it('tells open pages how far it is, seldom enough, and how it ended', async () => {
    const person = await test.stranger('Lea Live');
    const events: { event: LiveEvent; at: number }[] = [];
    const subscription = test.services.liveEvents
      .stream({ workspaceId: person.workspaceId, userId: null })
      .subscribe((event) => events.push({ event, at: Date.now() }));
    const done = await run(person, `Name,Email\n${Array.from({ length: 10_000 }, (_, i) => `Ann,live${i}@example.com\n`).join('')}`);
    await waitFor('the last event', () => events.at(-1)?.event['status'] === 'completed');
    subscription.unsubscribe();
    expect(events.at(-1)?.event).toMatchObject({
      type: 'import.progress',
      id: done.id,
      processedRows: 10_000,
      totalRows: 10_000,
      counts: done.counts,
    });
    const running = events.slice(0, -1).map(({ at }) => at);
    for (let i = 1; i < running.length; i += 1) expect((running[i] ?? 0) - (running[i - 1] ?? 0)).toBeGreaterThan(150);
  });

  it('keeps those unsubscribed who were so where they come from', async () => {
    const person = await test.stranger('Bea Brevo');
    const header = 'EMAIL;LASTNAME;FIRSTNAME;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME;MODIFIED_TIME';
    const done = await run(
      person,
      `${header}\nann@example.com;Doe;Ann;;false;false;31-12-2024;\nbob@example.com;Roe;Bob;;true;false;01-02-2025;\n`,
    );
    expect(done).toMatchObject({ preset: 'brevo', counts: { created: 2, rejected: 0 } });
    expect(await contactNamed(person, 'bob@example.com')).toMatchObject({ emailStatus: 'unsubscribed' });
    expect(await contactNamed(person, 'ann@example.com')).toMatchObject({
      emailStatus: 'subscribed',
      createdAt: '2024-12-31T00:00:00.000Z',
    });
  });

  it('belongs to its workspace: a stranger gets 404, a viewer may only look', async () => {
    const stranger = await test.stranger('Steve Stranger');
    const { id } = await dataOf<Import>(upload(owner, 'Name,Email\nAnn,stranger@example.com\n'));
    stranger.workspaceId = owner.workspaceId;
    expect((await errorOf(stranger.get(`imports/${id}`))).status).toBe(404);
    const elsewhere = await test.stranger('Ella Elsewhere');
    for (const call of [
      elsewhere.get(`imports/${id}`),
      elsewhere.patch(`imports/${id}`, {}),
      elsewhere.post(`imports/${id}/start`, { mode: 'createOnly' }),
      elsewhere.post(`imports/${id}/cancel`),
      elsewhere.delete(`imports/${id}`),
      elsewhere.get(`imports/${id}/rejects`),
      elsewhere.get(`imports/${id}/cells`),
      elsewhere.get(`imports/${id}/rejects.csv`),
    ]) {
      expect((await errorOf(call)).status).toBe(404);
    }
    const viewer = await test.member('viewer');
    await dataOf(viewer.get(`imports/${id}`));
    expect((await errorOf(viewer.post(`imports/${id}/start`, { mode: 'createOnly' }))).status).toBe(403);
    expect((await errorOf(upload(viewer, 'Name\nAnn\n'))).status).toBe(403);
    expect((await dataOf<Page<Import>>(viewer.get('imports?limit=1'))).items).toHaveLength(1);
  });
});
