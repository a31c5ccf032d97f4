import { sql } from '../src/platform/database/sql.js';
import { passTime } from './support/campaigns.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Entry {
  id: string;
  type: string;
  title: string;
  content: Record<string, unknown>;
  timestamp: string;
  actorName: string | null;
  editedAt: string | null;
  mayEdit: boolean;
  contactName?: string;
}
interface Page {
  items: Entry[];
  nextCursor: string | null;
}

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
const makeContact = async (): Promise<string> => (await dataOf<{ id: string }>(owner.post('contacts', { firstName: `Tim ${made++}` }))).id;
const log = (contactId: string, body: object, person = author): Promise<Entry> =>
  dataOf<Entry>(person.post(`contacts/${contactId}/timeline`, body));
const list = async (contactId: string, query = ''): Promise<Entry[]> =>
  (await dataOf<Page>(owner.get(`contacts/${contactId}/timeline?${query}`))).items;
const fieldsOf = async (call: ReturnType<Person['post']>): Promise<[number, string[]]> => {
  const { status, fields } = await errorOf(call);
  return [status, fields.map(({ field }) => field)];
};

describe('what members log', () => {
  it('is a note, a call, an email or a text, at a time in the past', async () => {
    const id = await makeContact();
    const call = await log(id, {
      type: 'call',
      direction: 'incoming',
      outcome: 'voicemail',
      duration: 125,
      notes: 'Call back',
      at: '2026-01-05T10:00:00+01:00',
    });
    expect(call).toMatchObject({
      title: 'Incoming call, left a voicemail',
      content: { direction: 'incoming', outcome: 'voicemail', duration: 125, notes: 'Call back' },
      timestamp: '2026-01-05T09:00:00.000Z',
      mayEdit: true,
      editedAt: null,
    });
    await log(id, { type: 'email', subject: 'Offer', body: 'As promised' });
    await log(id, { type: 'text', message: 'On my way', direction: 'incoming' });
    await log(id, { type: 'note', text: 'Likes tea' });
    expect((await list(id)).map(({ title }) => title)).toEqual([
      'Note',
      'Text message received',
      'Offer',
      'Contact added',
      'Incoming call, left a voicemail',
    ]);
  });

  it('has the shape of its type, or the field that is wrong is named', async () => {
    const id = await makeContact();
    const path = `contacts/${id}/timeline`;
    expect(await fieldsOf(owner.post(path, { type: 'note' }))).toEqual([422, ['text']]);
    expect(await fieldsOf(owner.post(path, { type: 'note', text: '   ' }))).toEqual([422, ['text']]);
    expect(await fieldsOf(owner.post(path, { type: 'note', text: 'x', subject: 'y' }))).toEqual([422, ['subject']]);
    expect(await fieldsOf(owner.post(path, { type: 'email', subject: ' ' }))).toEqual([422, ['subject']]);
    expect(await fieldsOf(owner.post(path, { type: 'text', direction: 'incoming' }))).toEqual([422, ['message']]);
    expect(await fieldsOf(owner.post(path, { type: 'call', duration: -1 }))).toEqual([422, ['duration']]);
    expect(await fieldsOf(owner.post(path, { type: 'call', outcome: 'eaten' }))).toEqual([422, ['outcome']]);
    expect(await fieldsOf(owner.post(path, { type: 'system', message: 'x' }))).toEqual([422, ['type']]);
    const future = new Date(test.clock.now().getTime() + 3_600_000).toISOString();
    expect(await fieldsOf(owner.post(path, { type: 'call', at: future }))).toEqual([422, ['at']]);
    expect(await list(id)).toHaveLength(1);
  });

  it('is edited by its author and by admins, and keeps what it said', async () => {
    const id = await makeContact();
    const note = await log(id, { type: 'note', text: 'First' });
    const path = `contacts/${id}/timeline/${note.id}`;
    const other = await test.member('author');
    expect(await errorOf(other.patch(path, { text: 'Mine' }))).toMatchObject({ status: 403, code: 'entry.notAuthor' });
    expect((await dataOf<Entry>(other.get(path))).mayEdit).toBe(false);
    expect(await dataOf<Entry>(author.patch(path, { text: 'Second' }))).toMatchObject({ content: { text: 'Second' } });
    const edited = await dataOf<Entry>(owner.patch(path, { text: 'Third' }));
    expect(edited.editedAt).not.toBeNull();
    // Saved without a change, it is not edited.
    await dataOf(author.patch(path, { text: 'Third' }));
    const versions = await dataOf<{ content: { text: string }; replacedByName: string }[]>(owner.get(`${path}/versions`));
    expect(versions.map(({ content }) => content.text)).toEqual(['Second', 'First']);
    const [second] = await dataOf<{ id: string }[]>(owner.get(`${path}/versions`));
    expect(await dataOf(owner.get(`${path}/versions/${second?.id ?? ''}`))).toMatchObject({
      content: { text: 'Second' },
      isShortened: false,
    });
    expect((await errorOf(owner.get(`${path}/versions/${note.id}`))).status).toBe(404);
    expect(await fieldsOf(author.patch(path, { text: '' }))).toEqual([422, ['text']]);
    expect(await fieldsOf(author.patch(path, { notes: 'x' }))).toEqual([422, ['notes']]);
    expect((await list(id, 'type=note')).map(({ content }) => content['text'])).toEqual(['Third']);
  });

  it('keeps the newest 50 versions', async () => {
    const id = await makeContact();
    const { id: entryId } = await log(id, { type: 'note', text: 'v0' });
    for (let n = 1; n <= 53; n += 1) await dataOf(author.patch(`contacts/${id}/timeline/${entryId}`, { text: `v${n}` }));
    const versions = await dataOf<{ content: { text: string } }[]>(owner.get(`contacts/${id}/timeline/${entryId}/versions`));
    expect([versions.length, versions[0]?.content.text, versions.at(-1)?.content.text]).toEqual([50, 'v52', 'v3']);
  });

  it('is deleted with a way back, for 30 days', async () => {
    const id = await makeContact();
    const note = await log(id, { type: 'note', text: 'Oops' });
    const path = `contacts/${id}/timeline/${note.id}`;
    const other = await test.member('author');
    expect((await errorOf(other.delete(path))).status).toBe(403);
    await dataOf(author.delete(path));
    expect(await list(id, 'type=note')).toEqual([]);
    expect((await errorOf(author.get(path))).status).toBe(404);
    expect((await errorOf(author.patch(path, { text: 'x' }))).status).toBe(404);
    expect((await errorOf(other.post(`${path}/restore`))).status).toBe(403);
    expect(await dataOf<Entry>(author.post(`${path}/restore`))).toMatchObject({ content: { text: 'Oops' } });
    expect(await list(id, 'type=note')).toHaveLength(1);
    await dataOf(author.delete(path));
    const back = await passTime(test, 31 * 86_400_000);
    await waitFor('it to be gone for good', async () => (await countOf(test, 'communication_logs', sql`id = ${note.id}`)) === 0);
    back();
    expect((await errorOf(author.post(`${path}/restore`))).status).toBe(404);
  });

  it('is no record that Rapport wrote', async () => {
    const list = await dataOf<{ id: string }>(owner.post('lists', { name: 'Records' }));
    const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Rec', listIds: [list.id] }));
    const [entry] = (await dataOf<Page>(owner.get(`contacts/${id}/timeline`))).items;
    expect(entry?.mayEdit).toBe(false);
    const path = `contacts/${id}/timeline/${entry?.id ?? ''}`;
    expect(await errorOf(owner.delete(path))).toMatchObject({ status: 409, code: 'entry.isRecord' });
    expect((await errorOf(owner.patch(path, { message: 'x' }))).code).toBe('entry.isRecord');
  });

  it('mentions members alone', async () => {
    const id = await makeContact();
    const note = await log(id, { type: 'note', text: 'Look, @Olivia', mentions: [owner.userId] });
    expect(note.content['mentions']).toEqual([owner.userId]);
    expect(await fieldsOf(author.post(`contacts/${id}/timeline`, { type: 'note', text: 'x', mentions: [id] }))).toEqual([
      422,
      ['mentions'],
    ]);
  });
});

describe('a timeline', () => {
  it('is filtered by types, by person and by time', async () => {
    const id = await makeContact();
    await log(id, { type: 'call', at: '2026-01-05T12:00:00Z' });
    await log(id, { type: 'text', message: 'Hi', at: '2026-01-06T12:00:00Z' }, owner);
    await log(id, { type: 'note', text: 'Hello', at: '2026-01-07T12:00:00Z' });
    const types = async (query: string): Promise<string[]> => (await list(id, query)).map(({ type }) => type);
    expect(await types('types=call&types=note')).toEqual(['note', 'call']);
    expect(await types('types=call,note')).toEqual(['note', 'call']);
    expect(await types('types=text')).toEqual(['text']);
    expect(await types(`userId=${author.userId}`)).toEqual(['note', 'call']);
    expect(await types(`userId=${owner.userId}`)).toEqual(['text', 'system'].reverse());
    expect(await types('from=2026-01-06T00:00:00Z&to=2026-01-07T00:00:00Z')).toEqual(['text']);
    expect(await types('from=2026-01-06T12:00:00Z&to=2026-01-07T12:00:00Z')).toEqual(['text']);
    expect((await errorOf(owner.get(`contacts/${id}/timeline?types=eaten`))).status).toBe(422);
  });

  it('is searched by words, whatever their case and accents, page by page', async () => {
    const id = await makeContact();
    for (let n = 0; n < 250; n += 1) {
      const text = n % 50 === 0 ? `Große Offerte ${n}` : `Nothing ${n}`;
      await log(id, { type: 'note', text, at: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString() });
    }
    await log(id, { type: 'call', notes: 'About the "offerte" \\ GROSSE', at: '2026-01-03T00:00:00Z' });
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page = await dataOf<Page>(
        owner.get(`contacts/${id}/timeline?limit=2&search=${encodeURIComponent('offerte grosse')}${cursor && `&cursor=${cursor}`}`),
      );
      found.push(...page.items.map(({ content }) => String(content['text'] ?? content['notes'])));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(['About the "offerte" \\ GROSSE', ...[200, 150, 100, 50, 0].map((n) => `Große Offerte ${n}`)]);
    expect((await list(id, 'search=added')).map(({ title }) => title)).toEqual(['Contact added']);
    expect(await list(id, 'search=added&types=note')).toEqual([]);
    expect(await list(id, 'search=%22%7D')).toEqual([]);
  });
});

it('shows what happened in the whole workspace', async () => {
  const id = await makeContact();
  const { id: deleted } = await log(id, { type: 'note', text: 'Gone' });
  await dataOf(author.delete(`contacts/${id}/timeline/${deleted}`));
  await log(id, { type: 'text', message: 'To all' });
  const page = await dataOf<Page>(owner.get('timeline?limit=1&types=text,note'));
  expect(page.items).toEqual([
    expect.objectContaining({ content: { direction: 'outgoing', message: 'To all' }, contactName: expect.stringMatching(/^Tim/) }),
  ]);
  const next = await dataOf<Page>(owner.get(`timeline?limit=1&types=text,note&cursor=${page.nextCursor ?? ''}`));
  expect(next.items[0]?.id).not.toBe(page.items[0]?.id);
  expect((await dataOf<Page>(owner.get('timeline?types=ai'))).items).toEqual([]);
});

it('is not for strangers, and for viewers to read', async () => {
  const id = await makeContact();
  const { id: entryId } = await log(id, { type: 'note', text: 'Secret' });
  const viewer = await test.member('viewer');
  expect((await dataOf<Page>(viewer.get(`contacts/${id}/timeline?type=note`))).items).toHaveLength(1);
  expect((await errorOf(viewer.post(`contacts/${id}/timeline`, { type: 'note', text: 'x' }))).status).toBe(403);
  const stranger = await test.stranger();
  const path = `contacts/${id}/timeline/${entryId}`;
  const { id: theirs } = await dataOf<{ id: string }>(stranger.post('contacts', { firstName: 'Theirs' }));
  for (const call of [
    stranger.get(path),
    stranger.patch(path, { text: 'x' }),
    stranger.delete(path),
    stranger.get(`${path}/versions`),
    stranger.get(`${path}/versions/${entryId}`),
    stranger.post(`${path}/restore`),
    stranger.patch(`contacts/${theirs}/timeline/${entryId}`, { text: 'x' }),
    stranger.post(`contacts/${id}/timeline`, { type: 'note', text: 'x' }),
  ])
    expect((await errorOf(call)).status).toBe(404);
  expect((await dataOf<Page>(stranger.get('timeline?types=note'))).items).toEqual([]);
});
