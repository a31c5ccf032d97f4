import { passTime } from './support/campaigns.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';
import { sql } from '../src/platform/database/sql.js';

interface Reminder {
  id: string;
  text: string;
  contactName: string;
  dueAt: string;
  timeZone: string;
  assigneeId: string | null;
  assigneeName: string | null;
  doneAt: string | null;
}
interface Page {
  items: Reminder[];
  nextCursor: string | null;
}

const HOUR = 3_600_000;

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
  ({ owner } = test);
});
afterAll(() => test.stop());

let made = 0;
const makeContact = async (person = owner): Promise<string> =>
  (await dataOf<{ id: string }>(person.post('contacts', { firstName: `Rem ${made++}` }))).id;
const inHours = (hours: number): string => new Date(test.clock.now().getTime() + hours * HOUR).toISOString();
const remind = (contactId: string, more: object = {}, person = owner): Promise<Reminder> =>
  dataOf<Reminder>(person.post('reminders', { contactId, text: 'Call back', dueAt: inHours(1), ...more }));
const texts = async (query: string, person = owner): Promise<string[]> =>
  (await dataOf<Page>(person.get(`reminders?${query}`))).items.map(({ text }) => text);
const needs = async (person: Person): Promise<{ kind: string; title: string; link: object }[]> =>
  (await dataOf<{ needsYou: { kind: string; title: string; link: object }[] }>(person.get('dashboard'))).needsYou.filter(
    ({ kind }) => kind === 'reminder',
  );

it('are set for a contact, listed by when they are due, done, reopened and snoozed', async () => {
  const contactId = await makeContact();
  const later = await remind(contactId, { text: 'Later', dueAt: inHours(5), timeZone: 'Asia/Tokyo' });
  const sooner = await remind(contactId, { text: ' Sooner ' });
  expect(sooner).toMatchObject({ text: 'Sooner', assigneeId: owner.userId, doneAt: null, contactName: expect.stringMatching(/^Rem/) });
  expect(later.timeZone).toBe('Asia/Tokyo');
  expect(await texts(`contactId=${contactId}`)).toEqual(['Sooner', 'Later']);
  const first = await dataOf<Page>(owner.get(`reminders?contactId=${contactId}&limit=1`));
  expect(await texts(`contactId=${contactId}&limit=1&cursor=${first.nextCursor ?? ''}`)).toEqual(['Later']);
  expect((await dataOf<Reminder>(owner.post(`reminders/${sooner.id}/done`))).doneAt).not.toBeNull();
  await dataOf(owner.post(`reminders/${sooner.id}/done`));
  expect(await texts(`contactId=${contactId}`)).toEqual(['Later']);
  expect(await texts(`contactId=${contactId}&state=done`)).toEqual(['Sooner']);
  expect((await dataOf<Reminder>(owner.post(`reminders/${sooner.id}/reopen`))).doneAt).toBeNull();
  await dataOf(owner.patch(`reminders/${sooner.id}`, { dueAt: inHours(24) }));
  expect(await texts(`contactId=${contactId}`)).toEqual(['Later', 'Sooner']);
});

it('are deleted with a way back', async () => {
  const contactId = await makeContact();
  const { id } = await remind(contactId);
  await dataOf(owner.delete(`reminders/${id}`));
  expect(await texts(`contactId=${contactId}`)).toEqual([]);
  expect((await errorOf(owner.post(`reminders/${id}/done`))).code).toBe('reminder.notFound');
  await dataOf(owner.post(`reminders/${id}/restore`));
  expect(await texts(`contactId=${contactId}`)).toEqual(['Call back']);
  expect((await errorOf(owner.post(`reminders/${id}/restore`))).status).toBe(404);
});

it('need a text, a time that comes, a zone that exists and someone who can act', async () => {
  const contactId = await makeContact();
  const viewer = await test.member('viewer');
  const fieldsOf = async (more: object): Promise<string[]> =>
    (await errorOf(owner.post('reminders', { contactId, text: 'x', dueAt: inHours(1), ...more }))).fields.map(({ field }) => field);
  expect(await fieldsOf({ text: ' ' })).toEqual(['text']);
  expect(await fieldsOf({ dueAt: inHours(-1) })).toEqual(['dueAt']);
  expect(await fieldsOf({ dueAt: '2026-02-31T09:00:00Z' })).toEqual(['dueAt']);
  expect(await fieldsOf({ timeZone: 'Mars/Olympus' })).toEqual(['timeZone']);
  expect(await fieldsOf({ assigneeId: viewer.userId })).toEqual(['assigneeId']);
  expect(await fieldsOf({ assigneeId: contactId })).toEqual(['assigneeId']);
  expect((await errorOf(viewer.post('reminders', { contactId, text: 'x', dueAt: inHours(1) }))).status).toBe(403);
  expect((await errorOf(owner.post('reminders', { contactId: owner.userId, text: 'x', dueAt: inHours(1) }))).code).toBe('contact.notFound');
});

it('wait on Home for their assignee once they are due, and no earlier', async () => {
  const contactId = await makeContact();
  const author = await test.member('author');
  const { id } = await remind(contactId, { text: 'Send the offer', assigneeId: author.userId });
  expect(await needs(author)).toEqual([]);
  const told: unknown[] = [];
  const heard = test.services.liveEvents
    .stream({ workspaceId: owner.workspaceId, userId: author.userId })
    .subscribe((event) => told.push(event));
  const back = await passTime(test, 2 * HOUR);
  try {
    expect(await needs(author)).toEqual([
      { kind: 'reminder', title: expect.stringMatching(/^Send the offer: Rem/), link: { page: 'contact', id: contactId } },
    ]);
    expect((await needs(owner)).filter(({ title }) => title.startsWith('Send the offer'))).toEqual([]);
    expect(await texts(`state=due&assigneeId=${author.userId}`)).toEqual(['Send the offer']);
    await waitFor('the assignee to be told', () => Promise.resolve(told.some((event) => JSON.stringify(event).includes('reminder.due'))));
    expect(told).toContainEqual({ type: 'reminder.due', id, workspaceId: owner.workspaceId, contactId });
    await dataOf(author.post(`reminders/${id}/done`));
    expect(await needs(author)).toEqual([]);
  } finally {
    heard.unsubscribe();
    back();
  }
});

it('go to the owner when their assignee leaves or may do less', async () => {
  const contactId = await makeContact();
  const [gone, demoted] = [await test.member('author'), await test.member('author')];
  const done = await remind(contactId, { text: 'Done before', assigneeId: gone.userId });
  await dataOf(owner.post(`reminders/${done.id}/done`));
  const ids = [(await remind(contactId, { assigneeId: gone.userId })).id, (await remind(contactId, { assigneeId: demoted.userId })).id];
  await dataOf(owner.delete(`members/${gone.userId}`));
  await dataOf(owner.patch(`members/${demoted.userId}`, { role: 'viewer' }));
  await waitFor('the owner to have them', async () => {
    const found = await Promise.all(ids.map((id) => dataOf<Reminder>(owner.get(`reminders/${id}`))));
    return found.every(({ assigneeId }) => assigneeId === owner.userId);
  });
  expect((await dataOf<Reminder>(owner.get(`reminders/${done.id}`))).assigneeId).toBe(gone.userId);
});

it('go with a contact to the trash and come back with it', async () => {
  const contactId = await makeContact();
  const { id } = await remind(contactId);
  await dataOf(owner.delete(`contacts/${contactId}`));
  expect((await errorOf(owner.get(`reminders/${id}`))).status).toBe(404);
  expect(await countOf(test, 'reminders', sql`id = ${id}`)).toBe(1);
  await dataOf(owner.post(`contacts/${contactId}/restore`));
  expect((await dataOf<Reminder>(owner.get(`reminders/${id}`))).text).toBe('Call back');
});

it('are not for strangers', async () => {
  const contactId = await makeContact();
  const { id } = await remind(contactId);
  const stranger = await test.stranger();
  const theirs = await makeContact(stranger);
  for (const call of [
    stranger.get(`reminders/${id}`),
    stranger.patch(`reminders/${id}`, { text: 'x' }),
    stranger.post(`reminders/${id}/done`),
    stranger.delete(`reminders/${id}`),
    stranger.post('reminders', { contactId, text: 'x', dueAt: inHours(1) }),
  ])
    expect((await errorOf(call)).status).toBe(404);
  expect(
    (await errorOf(stranger.post('reminders', { contactId: theirs, text: 'x', dueAt: inHours(1), assigneeId: owner.userId }))).status,
  ).toBe(422);
  expect(await texts(`contactId=${contactId}`, stranger)).toEqual([]);
});
