import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from '../src/platform/database/sql.js';
import { passTime } from './support/campaigns.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface File {
  id: string;
  name: string;
  size: number;
}
interface Entry {
  id: string;
  content: { text: string; files?: File[] };
}

const DAY = 86_400_000;
let test: TestApp;
let owner: Person;
let author: Person;
beforeAll(async () => {
  test = await TestApp.start();
  ({ owner } = test);
  author = await test.member('author');
});
afterAll(() => test.stop());

let made = 0;
const makeContact = async (): Promise<string> => (await dataOf<{ id: string }>(owner.post('contacts', { firstName: `Fil ${made++}` }))).id;
const upload = (contactId: string, bytes: Buffer | string, name = 'offer.pdf', person = author): Promise<File> =>
  dataOf<File>(person.post(`contacts/${contactId}/files`).attach('file', Buffer.from(bytes), name));
const note = (contactId: string, body: object, person = author): Promise<Entry> =>
  dataOf<Entry>(person.post(`contacts/${contactId}/timeline`, { type: 'note', ...body }));
const download = (contactId: string, id: string, person = author) =>
  person
    .get(`contacts/${contactId}/files/${id}`)
    .buffer(true)
    .parse((response, done) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => done(null, Buffer.concat(pieces)));
    });
const stored = async (): Promise<string[]> => {
  const names = await readdir(join(test.database.dataDir, 'notes')).catch(() => []);
  return names.sort();
};

it('a file comes back byte by byte, under its name, to be saved and not shown', async () => {
  const id = await makeContact();
  const bytes = randomBytes(200_000);
  const file = await upload(id, bytes, 'Müllers “Angebot” <1>.html');
  expect(file).toMatchObject({ name: 'Müllers “Angebot” <1>.html', size: 200_000 });
  const entry = await note(id, { text: '', fileIds: [file.id] });
  expect(entry.content).toEqual({ text: '', files: [file] });
  const answer = await download(id, file.id, await test.member('viewer'));
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual(bytes);
  expect(answer.headers['content-type']).toBe('application/octet-stream');
  expect(answer.headers['content-disposition']).toMatch(/^attachment; /);
  expect(answer.headers['x-content-type-options']).toBe('nosniff');
});

it('is found by the name of a file, and told in the list', async () => {
  const id = await makeContact();
  const file = await upload(id, 'x', 'Contract Zürich.docx');
  await note(id, { text: 'Signed', fileIds: [file.id] });
  const { items } = await dataOf<{ items: Entry[] }>(owner.get(`contacts/${id}/timeline?search=zurich`));
  expect(items.map(({ content }) => content.files)).toEqual([[file]]);
});

it('an edit keeps, replaces or takes away the files, and its history tells which there were', async () => {
  const id = await makeContact();
  const [first, second] = [await upload(id, 'one', 'one.txt'), await upload(id, 'two', 'two.txt')];
  const { id: entryId } = await note(id, { text: 'See', fileIds: [first.id] });
  const edit = (body: object): Promise<Entry> => dataOf<Entry>(author.patch(`contacts/${id}/timeline/${entryId}`, body));
  expect((await edit({ text: 'See this' })).content.files).toEqual([first]);
  expect((await edit({ fileIds: [second.id, first.id] })).content.files).toEqual([second, first]);
  expect((await edit({ fileIds: [] })).content).toEqual({ text: 'See this' });
  const versions = await dataOf<Entry[]>(author.get(`contacts/${id}/timeline/${entryId}/versions`));
  expect(versions.map(({ content }) => content.files?.length ?? 0)).toEqual([2, 1, 1]);
  expect((await download(id, first.id)).status).toBe(200);
  expect((await errorOf(author.patch(`contacts/${id}/timeline/${entryId}`, { text: '', fileIds: [] }))).code).toBe('request.invalid');
});

it('refuses what is no file of this contact and note, and says so', async () => {
  const [id, other] = [await makeContact(), await makeContact()];
  const file = await upload(id, 'x');
  const codeOf = async (call: ReturnType<Person['post']>): Promise<[number, string | undefined]> => {
    const { status, code, fields } = await errorOf(call);
    return [status, fields[0]?.code ?? code];
  };
  const add = (contactId: string, body: object) => author.post(`contacts/${contactId}/timeline`, body);
  expect(await codeOf(add(other, { type: 'note', text: 'x', fileIds: [file.id] }))).toEqual([422, 'entry.unknownFile']);
  expect(await codeOf(add(id, { type: 'call', fileIds: [file.id] }))).toEqual([422, 'entry.filesOfNotes']);
  await note(id, { text: 'x', fileIds: [file.id] });
  expect(await codeOf(add(id, { type: 'note', text: 'y', fileIds: [file.id] }))).toEqual([422, 'entry.fileAttached']);
  expect((await errorOf(author.get(`contacts/${other}/files/${file.id}`))).status).toBe(404);
  const stranger = await test.stranger();
  expect((await errorOf(stranger.get(`contacts/${id}/files/${file.id}`))).status).toBe(404);
  expect(await codeOf(author.post(`contacts/${id}/files`).attach('file', Buffer.alloc(0), 'empty.txt'))).toEqual([422, 'file.empty']);
  expect(await codeOf(author.post(`contacts/${id}/files`).field('file', 'text'))).toEqual([400, 'file.none']);
  expect((await errorOf((await test.member('viewer')).post(`contacts/${id}/files`).attach('file', Buffer.from('x'), 'x'))).status).toBe(
    403,
  );
});

it('a file that is too large is refused, and nothing of it stays', async () => {
  const id = await makeContact();
  const before = await stored();
  const { status, code } = await errorOf(author.post(`contacts/${id}/files`).attach('file', Buffer.alloc(25 * 1024 * 1024 + 1), 'big.bin'));
  expect([status, code]).toEqual([413, 'file.tooLarge']);
  expect(await stored()).toEqual(before);
});

it('moves with a merge and comes back with its undo', async () => {
  const [kept, gone] = [await makeContact(), await makeContact()];
  const file = await upload(gone, 'x');
  await note(gone, { text: 'x', fileIds: [file.id] });
  const { id: mergeId } = await dataOf<{ id: string }>(owner.post('merges', { primaryId: kept, secondaryIds: [gone] }));
  expect((await download(kept, file.id)).status).toBe(200);
  await dataOf(owner.post(`merges/${mergeId}/undo`));
  expect((await download(gone, file.id)).status).toBe(200);
});

it('what no note names is removed after a day, and what a note names is not', async () => {
  const id = await makeContact();
  const [loose, named] = [await upload(id, 'loose'), await upload(id, 'named')];
  const { id: entryId } = await note(id, { text: 'x', fileIds: [named.id] });
  const back = await passTime(test, 2 * DAY);
  try {
    await waitFor('the loose file to go', async () => !(await stored()).includes(loose.id));
    expect(await stored()).toContain(named.id);
    expect((await errorOf(author.get(`contacts/${id}/files/${loose.id}`))).status).toBe(404);
  } finally {
    back();
  }
  await dataOf(author.delete(`contacts/${id}/timeline/${entryId}`));
  // The entry goes first, and with it what held the file.
  const passed = [await passTime(test, 32 * DAY)];
  try {
    await waitFor('the deleted note to go', async () => (await countOf(test, 'communication_logs', sql`id = ${entryId}`)) === 0);
    passed.push(await passTime(test, DAY));
    await waitFor('the file of the deleted note to go', async () => !(await stored()).includes(named.id));
  } finally {
    for (const goBack of passed) goBack();
  }
});
