import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Contact {
  id: string;
  displayName: string;
  primaryEmail: string | null;
  primaryPhone: string | null;
  company: string | null;
  emailStatus: string;
  version: number;
  deletedAt: string | null;
  purgeAt: string | null;
  lists: { id: string; name: string; isPrimary: boolean }[];
  customFields: { fieldName: string; label: string; fieldType: string; value: string | null }[];
}
interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
/** Every group of facts has a workspace of its own. */
beforeEach(async () => {
  owner = await test.stranger(`Olga ${Math.random()}`);
});

const create = (input: object): Promise<Contact> => dataOf<Contact>(owner.post('contacts', input));
const list = (query: string): Promise<Page<Contact>> => dataOf<Page<Contact>>(owner.get(`contacts?${query}`));
const names = async (query: string): Promise<string[]> => (await list(query)).items.map((contact) => contact.displayName);

async function namesOfAllPages(query: string, limit: number): Promise<string[]> {
  const all: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page<Contact> = await list(`${query}&limit=${limit}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    all.push(...page.items.map((contact) => contact.displayName));
    cursor = page.nextCursor;
  }
  return all;
}

describe('a contact', () => {
  it('is created, read, changed, trashed and restored', async () => {
    const ann = await create({
      firstName: ' Ann ',
      lastName: 'Lee',
      primaryEmail: 'Ann.Lee@Example.com',
      primaryPhone: '+49 30 901820',
      company: 'Lee & Co',
    });
    expect(ann).toMatchObject({
      displayName: 'Ann Lee',
      primaryEmail: 'Ann.Lee@Example.com',
      emailStatus: 'subscribed',
      version: 1,
      deletedAt: null,
      purgeAt: null,
    });
    const changed = await dataOf<Contact>(owner.patch(`contacts/${ann.id}`, { company: null, lastName: 'Li', version: 1 }));
    expect(changed).toMatchObject({ displayName: 'Ann Li', company: null, version: 2 });
    await dataOf(owner.delete(`contacts/${ann.id}`));
    expect(await names('')).toEqual([]);
    expect(await names('trashed=true')).toEqual(['Ann Li']);
    const restored = await dataOf<Contact>(owner.post(`contacts/${ann.id}/restore`));
    expect(restored.deletedAt).toBeNull();
    expect(await names('')).toEqual(['Ann Li']);
  });

  it('is refused when another one has the address, in any spelling, or the number', async () => {
    const ann = await create({ primaryEmail: 'ann@bücher.example', primaryPhone: '+49 30 901820' });
    const byEmail = await errorOf(owner.post('contacts', { primaryEmail: 'ANN@Bücher.Example' }));
    expect(byEmail).toMatchObject({ status: 409, code: 'contact.emailTaken', details: { existingContactId: ann.id } });
    expect(byEmail.fields[0]?.field).toBe('primaryEmail');
    const byPhone = await errorOf(owner.post('contacts', { firstName: 'Bo', primaryPhone: '+4930901820' }));
    expect(byPhone).toMatchObject({ status: 409, code: 'contact.phoneTaken' });
    const bo = await create({ firstName: 'Bo' });
    expect(await errorOf(owner.patch(`contacts/${bo.id}`, { primaryEmail: 'ann@xn--bcher-kva.example', version: 1 }))).toMatchObject({
      status: 409,
      code: 'contact.emailTaken',
    });
  });

  it('is made once when many make it at the same moment, and the others are told which it is', async () => {
    const { count: before } = await dataOf<{ count: number }>(owner.get('contacts/count'));
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => {
        const request = owner.post('contacts', { firstName: `Cy ${i}`, primaryEmail: 'cy@example.com' });
        return i % 2 ? request.set('Idempotency-Key', `cy-${i}`) : request;
      }),
    );
    const bodies = answers.map(({ body }) => body as { data: Contact | null; error: { code: string; details: object } | null });
    const made = bodies.flatMap(({ data }) => (data ? [data.id] : []));
    expect(made).toHaveLength(1);
    expect(bodies.flatMap(({ error }) => (error ? [error] : []))).toEqual(
      Array.from(
        { length: 11 },
        () => expect.objectContaining({ code: 'contact.emailTaken', details: { existingContactId: made[0] } }) as object,
      ),
    );
    expect(await dataOf(owner.get('contacts/count'))).toEqual({ count: before + 1 });
    const { items } = await dataOf<{ items: object[] }>(owner.get(`audit?entityType=contact&entityId=${made[0] ?? ''}`));
    expect(items).toHaveLength(1);
  });

  it('frees its address when it goes to the trash, and cannot come back while the address is taken', async () => {
    const first = await create({ primaryEmail: 'ann@example.com' });
    await dataOf(owner.delete(`contacts/${first.id}`));
    const second = await create({ primaryEmail: 'ann@example.com' });
    expect(await errorOf(owner.post(`contacts/${first.id}/restore`))).toMatchObject({
      status: 409,
      code: 'contact.emailTaken',
      details: { existingContactId: second.id },
    });
  });

  it('is not overwritten by someone who has not seen the last change', async () => {
    const ann = await create({ firstName: 'Ann' });
    await dataOf(owner.patch(`contacts/${ann.id}`, { lastName: 'Lee', version: 1 }));
    expect(await errorOf(owner.patch(`contacts/${ann.id}`, { lastName: 'Li', version: 1 }))).toMatchObject({
      status: 409,
      code: 'contact.changedMeanwhile',
      details: { version: 2 },
    });
  });

  it('of two edits at once takes one', async () => {
    const ann = await create({ firstName: 'Ann' });
    const answers = await Promise.all(['A', 'B', 'C', 'D'].map((lastName) => owner.patch(`contacts/${ann.id}`, { lastName, version: 1 })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
  });

  it('of two creations of one address at once takes one', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => owner.post('contacts', { primaryEmail: 'race@example.com' })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
    expect(await names('')).toEqual(['race@example.com']);
  });

  it('of two changes to one address at once takes one', async () => {
    const people = await Promise.all(['A', 'B', 'C', 'D'].map((firstName) => create({ firstName })));
    const answers = await Promise.all(
      people.map((person) => owner.patch(`contacts/${person.id}`, { primaryEmail: 'race@example.com', version: 1 })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
  });

  it('needs something to be known by, and says which field is wrong', async () => {
    expect((await errorOf(owner.post('contacts', { firstName: '  ' }))).fields[0]?.code).toBe('contact.empty');
    expect((await errorOf(owner.post('contacts', { firstName: 'A', primaryPhone: 'call me' }))).fields[0]).toMatchObject({
      field: 'primaryPhone',
      code: 'phone.invalid',
    });
    expect((await errorOf(owner.post('contacts', { firstName: 'A', primaryEmail: 'nope' }))).fields[0]?.field).toBe('primaryEmail');
    expect((await errorOf(owner.post('contacts', { firstName: 'A', nickname: 'x' }))).fields[0]?.code).toBe('field.unknown');
  });

  it('has its phone number read in the country of the workspace', async () => {
    expect((await errorOf(owner.patch('', { defaultCountry: 'XX' }))).fields[0]?.field).toBe('defaultCountry');
    await dataOf(owner.patch('', { defaultCountry: 'DE' }));
    const ann = await create({ firstName: 'Ann', primaryPhone: '030 901820' });
    expect(ann.primaryPhone).toBe('030 901820');
    expect(await errorOf(owner.post('contacts', { firstName: 'Ann', primaryPhone: '+49 30 901820' }))).toMatchObject({
      code: 'contact.phoneTaken',
    });
  });

  it('keeps odd names as they are', async () => {
    for (const firstName of ["O'Brien", 'Null', 'Zoë 🦊', 'שלום', 'Robert"); DROP TABLE--']) {
      const contact = await create({ firstName });
      expect((await dataOf<Contact>(owner.get(`contacts/${contact.id}`))).displayName).toBe(firstName);
    }
  });

  it('says whether it can be mailed, and why', async () => {
    const silent = await create({ firstName: 'Sid' });
    const answer = await dataOf<{ canMail: boolean; reasons: { code: string; ok: boolean }[] }>(
      owner.get(`contacts/${silent.id}/sendability`),
    );
    expect(answer.canMail).toBe(false);
    expect(answer.reasons.find((reason) => !reason.ok)?.code).toBe('address');
    const ann = await create({ primaryEmail: 'ann@example.com' });
    expect((await dataOf<{ canMail: boolean }>(owner.get(`contacts/${ann.id}/sendability`))).canMail).toBe(true);
  });

  it('does not exist for a stranger', async () => {
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@example.com' });
    const stranger = await test.stranger();
    for (const call of [
      stranger.get(`contacts/${ann.id}`),
      stranger.patch(`contacts/${ann.id}`, { firstName: 'X', version: 1 }),
      stranger.delete(`contacts/${ann.id}`),
      stranger.post(`contacts/${ann.id}/restore`),
      stranger.get(`contacts/${ann.id}/sendability`),
      stranger.get(`contacts/${ann.id}/timeline`),
      stranger.post(`contacts/${ann.id}/notes`, { text: 'x' }),
      stranger.get(`/api/v1/workspaces/${owner.workspaceId}/contacts`),
      stranger.get(`/api/v1/workspaces/${owner.workspaceId}/contacts/${ann.id}`),
    ]) {
      expect((await errorOf(call)).status).toBe(404);
    }
    const bulk = await dataOf<{ affected: number }>(
      stranger.post('contacts/bulk', { action: 'trash', selection: { contactIds: [ann.id] } }),
    );
    expect(bulk.affected).toBe(0);
    expect((await dataOf<Contact>(owner.get(`contacts/${ann.id}`))).deletedAt).toBeNull();
  });
});

describe('the contact table', () => {
  beforeEach(async () => {
    await create({ firstName: 'bob', lastName: 'Zimmer', primaryEmail: 'z@example.com', company: 'Acme' });
    await create({ firstName: 'Ähn', primaryEmail: 'B@example.com', company: 'acme' });
    await create({ firstName: 'Carla', primaryPhone: '+49 30 901820' });
    await create({ primaryEmail: 'c@other.example', company: 'Zeta' });
    await create({ firstName: 'Bob', lastName: 'Adams', primaryEmail: 'a@example.com' });
  });

  it('sorts without regard to case and accents, what has no value last, at every page size', async () => {
    const orders = {
      name: ['Ähn', 'Bob Adams', 'bob Zimmer', 'Carla', 'c@other.example'],
      '-name': ['Carla', 'bob Zimmer', 'Bob Adams', 'Ähn', 'c@other.example'],
      email: ['Bob Adams', 'Ähn', 'c@other.example', 'bob Zimmer', 'Carla'],
      '-email': ['bob Zimmer', 'c@other.example', 'Ähn', 'Bob Adams', 'Carla'],
      company: ['bob Zimmer', 'Ähn', 'c@other.example', 'Carla', 'Bob Adams'],
      '-company': ['c@other.example', 'Ähn', 'bob Zimmer', 'Carla', 'Bob Adams'],
      createdAt: ['bob Zimmer', 'Ähn', 'Carla', 'c@other.example', 'Bob Adams'],
      '-createdAt': ['Bob Adams', 'c@other.example', 'Carla', 'Ähn', 'bob Zimmer'],
    };
    for (const [sort, expected] of Object.entries(orders)) {
      for (const limit of [1, 2, 3, 4, 5, 50])
        expect({ sort, limit, all: await namesOfAllPages(`sort=${sort}`, limit) }).toEqual({ sort, limit, all: expected });
    }
  });

  it('finds parts of names, addresses, numbers and companies', async () => {
    expect(await names('search=ZIMM&sort=name')).toEqual(['bob Zimmer']);
    expect(await names('search=example.com&sort=name')).toEqual(['Ähn', 'Bob Adams', 'bob Zimmer']);
    expect(await names('search=bob%20example&sort=name')).toEqual(['Bob Adams', 'bob Zimmer']);
    expect(await names('search=ahn')).toEqual(['Ähn']);
    expect(await names('search=0182')).toEqual(['Carla']);
    expect(await names('search=zeta')).toEqual(['c@other.example']);
    expect(await names('search=bob%20ad')).toEqual(['Bob Adams']);
    expect(await names('search=nobody%25')).toEqual([]);
    expect(await names(`search=${encodeURIComponent(`" OR 'x`)}`)).toEqual([]);
  });

  it('finds beginnings when only a letter or two are typed', async () => {
    expect(await names('search=bo&sort=name')).toEqual(['Bob Adams', 'bob Zimmer']);
    expect(await names('search=a&sort=name')).toEqual(['Ähn', 'Bob Adams', 'bob Zimmer']);
    expect(await names('search=z&sort=name')).toEqual(['bob Zimmer', 'c@other.example']);
  });

  it('finds a changed contact by its new name only', async () => {
    const [carla] = (await list('search=carla')).items;
    await dataOf(owner.patch(`contacts/${carla?.id}`, { firstName: 'Charlotte', version: 1 }));
    expect(await names('search=charlotte')).toEqual(['Charlotte']);
    expect(await names('search=carla')).toEqual([]);
  });

  it('filters by company, state of the address and time, and counts alike', async () => {
    expect(await names('company=ACME&sort=name')).toEqual(['Ähn', 'bob Zimmer']);
    expect(await names('status=noEmail')).toEqual(['Carla']);
    expect((await names('status=subscribed')).length).toBe(4);
    expect(await names('status=bounced')).toEqual([]);
    expect(await names(`createdAfter=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
    expect((await names(`createdBefore=${new Date(Date.now() + 60_000).toISOString()}&createdAfter=2020-01-01T00:00:00Z`)).length).toBe(5);
    expect(await dataOf(owner.get('contacts/count?search=example.com'))).toEqual({ count: 3 });
    expect(await dataOf(owner.get('contacts/count'))).toEqual({ count: 5 });
  });

  it('keeps filters and order over pages', async () => {
    expect(await namesOfAllPages('search=example&sort=-name', 1)).toEqual(['bob Zimmer', 'Bob Adams', 'Ähn', 'c@other.example']);
  });

  it('refuses a damaged page marker', async () => {
    expect((await errorOf(owner.get('contacts?cursor=garbage'))).code).toBe('page.badCursor');
  });
});

describe('bulk actions', () => {
  it('trash by filter and are undone', async () => {
    for (let n = 0; n < 5; n += 1) await create({ firstName: `Person ${n}`, company: n < 3 ? 'Acme' : 'Other' });
    const done = await dataOf<{ affected: number; undoId: string }>(
      owner.post('contacts/bulk', { action: 'trash', selection: { filter: { company: 'acme' } } }),
    );
    expect(done.affected).toBe(3);
    expect(await names('sort=name')).toEqual(['Person 3', 'Person 4']);
    expect(await dataOf(owner.post(`contacts/bulk/${done.undoId}/undo`))).toMatchObject({
      status: 'undone',
      affected: 3,
      left: 0,
      leftBehind: [],
    });
    expect((await names('')).length).toBe(5);
    expect((await errorOf(owner.post(`contacts/bulk/${done.undoId}/undo`))).code).toBe('bulkAction.alreadyUndone');
  });

  it('undo leaves alone what someone changed since then', async () => {
    const ann = await create({ primaryEmail: 'ann@example.com' });
    const bob = await create({ primaryEmail: 'bob@example.com' });
    const { undoId } = await dataOf<{ undoId: string }>(
      owner.post('contacts/bulk', { action: 'trash', selection: { contactIds: [ann.id, bob.id] } }),
    );
    const twin = await create({ primaryEmail: 'ann@example.com' });
    expect(await dataOf(owner.post(`contacts/bulk/${undoId}/undo`))).toMatchObject({
      status: 'undone',
      affected: 1,
      left: 1,
      leftBehind: [{ contactId: ann.id, displayName: 'ann@example.com', reason: 'emailTaken', existingContactId: twin.id }],
    });
    const trashed = await dataOf<Contact>(owner.get(`contacts/${ann.id}`));
    expect(Date.parse(trashed.purgeAt ?? '') - Date.parse(trashed.deletedAt ?? '')).toBe(30 * 86_400_000);
  });

  it('ask for exactly one way of choosing, and for a list where one is needed', async () => {
    expect((await errorOf(owner.post('contacts/bulk', { action: 'trash', selection: {} }))).fields[0]?.code).toBe('selection.ambiguous');
    expect((await errorOf(owner.post('contacts/bulk', { action: 'addToList', selection: { filter: {} } }))).fields[0]?.code).toBe(
      'list.required',
    );
  });

  it('are for authors, and not for viewers', async () => {
    const viewer = await test.member('viewer');
    expect((await errorOf(viewer.post('contacts/bulk', { action: 'trash', selection: { filter: {} } }))).status).toBe(403);
  });
});
