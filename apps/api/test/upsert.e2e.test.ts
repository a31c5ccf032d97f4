import { queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Contact {
  id: string;
  displayName: string;
  firstName: string | null;
  primaryEmail: string | null;
  primaryPhone: string | null;
  company: string | null;
  version: number;
  phones: { value: string; isPrimary: boolean }[];
  lists: { name: string }[];
  customFields: { fieldName: string; value: string | null }[];
}
interface Upserted {
  outcome: 'created' | 'updated' | 'unchanged';
  contact: Contact;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Uma ${Math.random()}`);
});

const upsert = (input: object): Promise<Upserted> => dataOf<Upserted>(owner.post('contacts/upsert', input));
const create = (input: object): Promise<Contact> => dataOf<Contact>(owner.post('contacts', input));
const count = async (): Promise<number> => (await dataOf<{ count: number }>(owner.get('contacts/count'))).count;
/** A further address, as a merge leaves one. */
const addPoint = (contactId: string, kind: 'email' | 'phone', value: string): Promise<unknown> =>
  queryRows(
    test.services.dataSource.manager,
    sql`INSERT INTO contact_points (id, workspace_id, contact_id, kind, value, point_key, state, created_at)
        VALUES (${`${contactId}-${value}`}, ${owner.workspaceId}, ${contactId}, ${kind}, ${value}, ${value}, 'active', '2026-01-01T00:00:00.000Z') RETURNING id`,
  );

describe('upserting a contact', () => {
  it('says created, unchanged and updated, and writes nothing where nothing changes', async () => {
    const person = { firstName: 'Ann', primaryEmail: 'ann@example.com', company: 'Lee' };
    const made = await upsert(person);
    expect(made).toMatchObject({ outcome: 'created', contact: { displayName: 'Ann', version: 1 } });
    expect(await upsert(person)).toMatchObject({ outcome: 'unchanged', contact: { id: made.contact.id, version: 1 } });
    const changed = await upsert({ primaryEmail: 'ann@example.com', company: 'Roe' });
    expect(changed).toMatchObject({ outcome: 'updated', contact: { id: made.contact.id, firstName: 'Ann', company: 'Roe', version: 2 } });
    expect(await upsert({ primaryEmail: 'ann@example.com', company: null })).toMatchObject({
      outcome: 'updated',
      contact: { company: null },
    });
    expect(await count()).toBe(1);
  });

  it.each([
    ['case', 'Ann@Example.COM'],
    ['blanks around it', '  ann@example.com\u00a0'],
    ['a zero-width space', 'an\u200bn@example.com'],
    ['quotes around it', '“ann@example.com”'],
    ['a full stop behind it', 'ann@example.com.'],
  ])('meets an address in another spelling: %s', async (_what, primaryEmail) => {
    const { id } = await create({ primaryEmail: 'ann@example.com' });
    expect(await upsert({ primaryEmail })).toMatchObject({ outcome: 'unchanged', contact: { id, primaryEmail: 'ann@example.com' } });
  });

  it('meets an address of another script, and one with a curly apostrophe', async () => {
    const idn = await create({ primaryEmail: 'ann@bücher.example' });
    expect(await upsert({ primaryEmail: 'ann@xn--bcher-kva.example' })).toMatchObject({ outcome: 'unchanged', contact: { id: idn.id } });
    const curly = await create({ primaryEmail: "o'dell@example.com" });
    expect(await upsert({ primaryEmail: 'o’dell@example.com' })).toMatchObject({ outcome: 'unchanged', contact: { id: curly.id } });
  });

  it.each([
    ['native digits', '+٤٩٣٠٩٠١٨٢٠'],
    ['invisible characters', '\u202a+49 30 901820\u202c'],
    ['other separators', '0049 (30) 90-18-20'],
  ])('meets a number in another spelling: %s', async (_what, primaryPhone) => {
    const { id } = await create({ firstName: 'Ann', primaryPhone: '+49 30 901820' });
    expect(await upsert({ primaryPhone, firstName: 'Ann' })).toMatchObject({
      outcome: 'unchanged',
      contact: { id, primaryPhone: '+49 30 901820' },
    });
  });

  it('meets by further addresses and numbers, which do not become the primary ones', async () => {
    const { id } = await create({ firstName: 'Ann', primaryEmail: 'ann@example.com', primaryPhone: '+4930901820' });
    await addPoint(id, 'email', 'ann@work.example');
    await addPoint(id, 'phone', '+4930901821');
    const byEmail = await upsert({ primaryEmail: 'Ann@Work.example', company: 'Lee' });
    expect(byEmail).toMatchObject({ outcome: 'updated', contact: { id, primaryEmail: 'ann@example.com', company: 'Lee' } });
    const byPhone = await upsert({ primaryPhone: '+49 30 901821', company: 'Lee' });
    expect(byPhone).toMatchObject({ outcome: 'unchanged', contact: { id, primaryPhone: '+4930901820' } });
  });

  it('takes the one with the id, and refuses one that is gone, trashed or elsewhere', async () => {
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@example.com' });
    const renamed = await upsert({ id: ann.id, primaryEmail: 'ann@new.example' });
    expect(renamed).toMatchObject({ outcome: 'updated', contact: { id: ann.id, firstName: 'Ann', primaryEmail: 'ann@new.example' } });
    await dataOf(owner.delete(`contacts/${ann.id}`));
    expect(await errorOf(owner.post('contacts/upsert', { id: ann.id, company: 'Lee' }))).toMatchObject({
      status: 409,
      code: 'contact.inTrash',
    });
    const stranger = await test.stranger('Sven');
    const theirs = await dataOf<Contact>(stranger.post('contacts', { firstName: 'Sue' }));
    expect(await errorOf(owner.post('contacts/upsert', { id: theirs.id, company: 'Lee' }))).toMatchObject({ status: 404 });
  });

  it('is refused to a stranger', async () => {
    const stranger = await test.stranger('Sven');
    stranger.workspaceId = owner.workspaceId;
    expect((await errorOf(stranger.post('contacts/upsert', { primaryEmail: 'a@example.com' }))).status).toBe(404);
  });

  it('makes a new contact beside one in the trash, as an import does', async () => {
    const old = await create({ primaryEmail: 'ann@example.com' });
    await dataOf(owner.delete(`contacts/${old.id}`));
    const made = await upsert({ primaryEmail: 'ann@example.com' });
    expect(made.outcome).toBe('created');
    expect(made.contact.id).not.toBe(old.id);
  });

  it('is refused when address and number belong to two, and names both', async () => {
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@example.com' });
    const bob = await create({ firstName: 'Bob', primaryPhone: '+4930901820' });
    const refused = await errorOf(owner.post('contacts/upsert', { primaryEmail: 'ann@example.com', primaryPhone: '+4930901820' }));
    expect(refused).toMatchObject({
      status: 409,
      code: 'contact.severalMatch',
      details: {
        contacts: [
          { id: ann.id, displayName: 'Ann' },
          { id: bob.id, displayName: 'Bob' },
        ],
      },
    });
    expect(refused.message).toContain('Ann and Bob');
    const byId = await errorOf(owner.post('contacts/upsert', { id: bob.id, primaryEmail: 'ann@example.com' }));
    expect(byId).toMatchObject({ status: 409, code: 'contact.severalMatch' });
  });

  it('is refused when several share the number and nothing tells them apart', async () => {
    const ann = await create({ firstName: 'Ann', primaryPhone: '+4930901820' });
    const bob = await create({ firstName: 'Bob', primaryPhone: '+4930901820' });
    expect(await errorOf(owner.post('contacts/upsert', { primaryPhone: '+4930901820', company: 'Lee' }))).toMatchObject({
      code: 'contact.severalMatch',
    });
    const told = await upsert({ primaryPhone: '+4930901820', firstName: 'Bob', company: 'Lee' });
    expect(told).toMatchObject({ outcome: 'updated', contact: { id: bob.id } });
    expect((await dataOf<Contact>(owner.get(`contacts/${ann.id}`))).company).toBeNull();
  });

  it('adds another person with a shared number, and keeps an own number beside it', async () => {
    await create({ firstName: 'Bob', primaryPhone: '+4930901820' });
    const cleo = await upsert({ firstName: 'Cleo', primaryEmail: 'cleo@example.com', primaryPhone: '+4930901820' });
    expect(cleo).toMatchObject({ outcome: 'created', contact: { primaryPhone: null } });
    const dan = await create({ firstName: 'Dan', primaryEmail: 'dan@example.com', primaryPhone: '+4930901899' });
    const input = { firstName: 'Dan', primaryEmail: 'dan@example.com', primaryPhone: '+4930901820' };
    const shared = await upsert(input);
    expect(shared).toMatchObject({ outcome: 'updated', contact: { id: dan.id, primaryPhone: '+4930901899' } });
    expect(shared.contact.phones.map(({ value }) => value)).toEqual(['+4930901899', '+4930901820']);
    expect(await upsert(input)).toMatchObject({ outcome: 'unchanged' });
  });

  it('compares custom fields as they are stored, and lists', async () => {
    await dataOf(owner.post('custom-fields', { label: 'Seats', fieldName: 'seats', fieldType: 'number' }));
    const { id: listId } = await dataOf<{ id: string }>(owner.post('lists', { name: 'News' }));
    const person = { primaryEmail: 'ann@example.com', customFields: { seats: 8 }, listIds: [listId] };
    expect((await upsert(person)).outcome).toBe('created');
    expect((await upsert({ ...person, customFields: { seats: '8' } })).outcome).toBe('unchanged');
    expect((await upsert({ ...person, customFields: { seats: 9 } })).outcome).toBe('updated');
    expect((await upsert({ ...person, customFields: { seats: null } })).outcome).toBe('updated');
    expect((await upsert({ ...person, customFields: { seats: null } })).outcome).toBe('unchanged');
    expect(await errorOf(owner.post('contacts/upsert', { ...person, customFields: { other: 1 } }))).toMatchObject({ status: 422 });
  });

  it('needs something that identifies a person', async () => {
    expect(await errorOf(owner.post('contacts/upsert', { firstName: 'Ann' }))).toMatchObject({
      status: 422,
      fields: [{ field: 'primaryEmail', code: 'contact.noKey' }],
    });
  });

  it('makes one contact of many requests at once', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => upsert({ primaryEmail: 'ann@example.com', firstName: 'Ann' })));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['created', ...Array.from({ length: 5 }, () => 'unchanged')]);
    expect(await count()).toBe(1);
  });

  it('acts once for one Idempotency-Key, and is told to the log by what it did', async () => {
    const ask = (company: string) =>
      dataOf<Upserted>(owner.post('contacts/upsert', { primaryEmail: 'ann@example.com', company }).set('Idempotency-Key', 'k1'));
    expect((await ask('Lee')).outcome).toBe('created');
    expect((await ask('Lee')).outcome).toBe('created');
    await upsert({ primaryEmail: 'ann@example.com', company: 'Roe' });
    await upsert({ primaryEmail: 'ann@example.com', company: 'Roe' });
    const log = await dataOf<{ items: { action: string }[] }>(owner.get('audit?entityType=contact'));
    expect(log.items.map(({ action }) => action)).toEqual(['contact.updated', 'contact.created']);
  });
});
