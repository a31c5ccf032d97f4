import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Field {
  id: string;
  fieldName: string;
  label: string;
  fieldType: string;
  options: string[];
  isRequired: boolean;
  defaultValue: string | null;
}
interface Contact {
  id: string;
  version: number;
  customFields: { fieldName: string; label: string; value: string | null }[];
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Cora ${Math.random()}`);
});

const makeField = (input: object): Promise<Field> => dataOf<Field>(owner.post('custom-fields', input));
const valuesOf = (contact: Contact): Record<string, string | null> =>
  Object.fromEntries(contact.customFields.map((field) => [field.fieldName, field.value]));

describe('custom fields', () => {
  it('are made with a name from their label, changed and deleted with their values', async () => {
    const size = await makeField({ label: 'T-shirt size (EU)', fieldType: 'select', options: [' S ', 'M', 'M', ''] });
    expect(size).toMatchObject({ fieldName: 't_shirt_size_eu', options: ['S', 'M'], isRequired: false, defaultValue: null });
    const ann = await dataOf<Contact>(owner.post('contacts', { firstName: 'Ann', customFields: { t_shirt_size_eu: 'M' } }));
    expect(valuesOf(ann)).toEqual({ t_shirt_size_eu: 'M' });
    expect(await dataOf<Field>(owner.patch(`custom-fields/${size.id}`, { label: 'Size', options: ['S', 'M', 'L'] }))).toMatchObject({
      label: 'Size',
      fieldName: 't_shirt_size_eu',
      options: ['S', 'M', 'L'],
    });
    await dataOf(owner.delete(`custom-fields/${size.id}`));
    expect((await dataOf<Contact>(owner.get(`contacts/${ann.id}`))).customFields).toEqual([]);
  });

  it('keep a value in the form of its type', async () => {
    for (const fieldType of ['text', 'number', 'date', 'boolean']) await makeField({ label: fieldType, fieldType });
    const ann = await dataOf<Contact>(
      owner.post('contacts', { firstName: 'Ann', customFields: { text: ' a ', number: 12.5, date: '2024-02-29', boolean: false } }),
    );
    expect(valuesOf(ann)).toEqual({ text: 'a', number: '12.5', date: '2024-02-29', boolean: 'false' });
    const changed = await dataOf<Contact>(
      owner.patch(`contacts/${ann.id}`, { customFields: { number: '0', text: null }, version: ann.version }),
    );
    expect(valuesOf(changed)).toEqual({ text: null, number: '0', date: '2024-02-29', boolean: 'false' });
  });

  it('keep the digits of a number exactly, or say why not', async () => {
    await makeField({ label: 'Seats', fieldType: 'number' });
    await makeField({ label: 'Since', fieldType: 'date' });
    const ann = await dataOf<Contact>(owner.post('contacts', { firstName: 'Ann', customFields: { seats: '9007199254740993' } }));
    expect(valuesOf(ann).seats).toBe('9007199254740993');
    const stored = async (given: unknown): Promise<unknown> => {
      const { version } = await dataOf<Contact>(owner.get(`contacts/${ann.id}`));
      const answer = await owner.patch(`contacts/${ann.id}`, { customFields: { seats: given }, version });
      const body = answer.body as { data: Contact | null; error: { fields: { message: string }[] } | null };
      return body.data ? valuesOf(body.data).seats : (body.error?.fields[0]?.message.split(' ').at(-1) ?? '');
    };
    const kept = { ' 12 ': '12', '١٢': '12', '1.234,56': '1234.56', '1,234.56': '1234.56', '12 %': '12', '-0.10': '-0.1' };
    for (const [given, value] of Object.entries(kept)) expect([given, await stored(given)]).toEqual([given, value]);
    expect(await stored(1e3)).toBe('1000');
    for (const given of ['0x10', '1e3', '4.91512E+11', '01069', '1,234', 'ten', 9007199254740992, 1e21])
      expect([given, await stored(given)]).toEqual([given, expect.stringMatching(/\.$/)]);
    for (const given of ['2023-02-29', '03/04/2026', '45678', '2026-01-31 EST'])
      expect((await errorOf(owner.post('contacts', { firstName: 'Bea', customFields: { since: given } }))).fields[0]).toMatchObject({
        field: 'customFields.since',
        code: 'customField.invalid',
        message: expect.stringContaining(`Since: “${given}”`) as string,
      });
    expect(
      valuesOf(await dataOf<Contact>(owner.post('contacts', { firstName: 'Cy', customFields: { since: '3 April 2026' } }))).since,
    ).toBe('2026-04-03');
  });

  it('say which value is wrong', async () => {
    await makeField({ label: 'Seats', fieldType: 'number' });
    await makeField({ label: 'Plan', fieldType: 'select', options: ['Free', 'Team'] });
    const { status, fields } = await errorOf(
      owner.post('contacts', { firstName: 'Ann', customFields: { seats: 'many', plan: 'Gold', nope: 1 } }),
    );
    expect(status).toBe(422);
    expect(fields.map(({ field, code }) => [field, code]).sort()).toEqual([
      ['customFields.nope', 'customField.unknown'],
      ['customFields.plan', 'customField.invalid'],
      ['customFields.seats', 'customField.invalid'],
    ]);
    expect((await dataOf<{ count: number }>(owner.get('contacts/count'))).count).toBe(0);
  });

  it('ask for required values and fill in defaults, for new contacts', async () => {
    await makeField({ label: 'Region', fieldType: 'text', isRequired: true });
    await makeField({ label: 'Plan', fieldType: 'select', options: ['Free', 'Team'], defaultValue: 'Free' });
    expect((await errorOf(owner.post('contacts', { firstName: 'Ann' }))).fields[0]).toMatchObject({
      field: 'customFields.region',
      code: 'customField.required',
    });
    expect(valuesOf(await dataOf<Contact>(owner.post('contacts', { firstName: 'Ann', customFields: { region: 'EU' } })))).toEqual({
      region: 'EU',
      plan: 'Free',
    });
  });

  it('refuse a name that is taken or odd, a choice without options and a default that does not fit', async () => {
    await makeField({ label: 'Plan', fieldType: 'text' });
    expect(await errorOf(owner.post('custom-fields', { label: 'Plan', fieldType: 'text' }))).toMatchObject({
      status: 409,
      code: 'customField.nameTaken',
    });
    expect((await errorOf(owner.post('custom-fields', { label: 'X', fieldName: '1 x', fieldType: 'text' }))).fields[0]?.code).toBe(
      'customField.badName',
    );
    expect((await errorOf(owner.post('custom-fields', { label: 'Y', fieldType: 'select' }))).fields[0]?.code).toBe(
      'customField.optionsRequired',
    );
    expect((await errorOf(owner.post('custom-fields', { label: 'Z', fieldType: 'number', defaultValue: 'x' }))).fields[0]?.code).toBe(
      'customField.badDefault',
    );
  });

  it('hold every type as its own form, and say per field what is wrong', async () => {
    await owner.patch('', { defaultCountry: 'DE', timeZone: 'Europe/Berlin' });
    const types = ['longText', 'dateTime', 'url', 'email', 'phone'];
    for (const fieldType of types) await makeField({ label: fieldType, fieldName: `a_${fieldType.toLowerCase()}`, fieldType });
    await makeField({ label: 'Price', fieldType: 'money', currency: 'eur' });
    await makeField({ label: 'Tags', fieldType: 'multiSelect', options: ['❤️ VIP', 'לקוח', 'A, B'] });
    const given = {
      a_longtext: 'one\ntwo',
      a_datetime: '2026-07-01 09:30',
      a_url: 'example.com/a',
      a_email: 'Bea <Bea@Example.com>',
      a_phone: '030 901820 ext. 12',
      price: '1.234,5 €',
      tags: ['A, B', '❤ vip'],
    };
    const ann = await dataOf<Contact>(owner.post('contacts', { firstName: 'Ann', customFields: given }));
    const stored = {
      a_longtext: 'one\ntwo',
      a_datetime: '2026-07-01T07:30:00.000Z',
      a_url: 'https://example.com/a',
      a_email: 'Bea@Example.com',
      a_phone: '+4930901820;ext=12',
      price: '1234.50',
      tags: '["A, B","❤️ VIP"]',
    };
    expect(valuesOf(ann)).toEqual(stored);
    const again = await dataOf<Contact>(owner.patch(`contacts/${ann.id}`, { customFields: stored, version: ann.version }));
    expect(valuesOf(again)).toEqual(stored);
    const wrong = {
      a_longtext: 'a'.repeat(10_001),
      a_datetime: '31.02.2026',
      a_url: 'javascript:alert(1)',
      a_email: 'nobody',
      a_phone: '4.9E+11',
      price: '$ 5',
      tags: ['gone'],
    };
    const { fields } = await errorOf(owner.post('contacts', { firstName: 'Bea', customFields: wrong }));
    expect(fields.map(({ field }) => field).sort()).toEqual(
      Object.keys(wrong)
        .map((name) => `customFields.${name}`)
        .sort(),
    );
    const nul = await errorOf(owner.post('contacts', { firstName: 'Bea', customFields: { a_longtext: 'a\u0000b' } }));
    expect([nul.status, nul.fields[0]?.field]).toEqual([422, 'customFields.a_longtext']);
    expect((await dataOf<{ count: number }>(owner.get('contacts/count'))).count).toBe(1);
  });

  it('refuse amounts without a currency that there is', async () => {
    for (const currency of [undefined, null, 'XXQ', 'E'])
      expect((await errorOf(owner.post('custom-fields', { label: 'Price', fieldType: 'money', currency }))).fields[0]?.code).toBe(
        'customField.currencyRequired',
      );
  });

  it('keep what values mean when options are renamed, swapped, removed and come back', async () => {
    const plan = await makeField({ label: 'Plan', fieldType: 'select', choices: [{ label: 'Gold', colour: 'yellow' }, { label: 'Tin' }] });
    expect(plan).toMatchObject({
      options: ['Gold', 'Tin'],
      choices: [{ key: 'Gold', label: 'Gold', colour: 'yellow', isArchived: false }, { key: 'Tin' }],
    });
    const ann = await dataOf<Contact>(owner.post('contacts', { firstName: 'Ann', customFields: { plan: 'gold' } }));
    const renamed = await dataOf<Field>(
      owner.patch(`custom-fields/${plan.id}`, { choices: [{ label: 'Gold' }, { key: 'Gold', label: 'Silver' }] }),
    );
    expect(renamed).toMatchObject({
      options: ['Gold', 'Silver'],
      choices: [
        { key: 'Gold-2', label: 'Gold', isArchived: false },
        { key: 'Gold', label: 'Silver', colour: 'yellow', isArchived: false },
        { key: 'Tin', label: 'Tin', isArchived: true },
      ],
    });
    const now = await dataOf<Contact>(owner.get(`contacts/${ann.id}`));
    expect(valuesOf(now)).toEqual({ plan: 'Gold' });
    const tinned = await dataOf<Contact>(owner.patch(`contacts/${ann.id}`, { customFields: { plan: 'Tin' }, version: now.version }));
    expect(valuesOf(tinned)).toEqual({ plan: 'Tin' });
    expect((await errorOf(owner.post('contacts', { firstName: 'B', customFields: { plan: 'Lead' } }))).fields[0]?.message).toBe(
      'Plan: “Lead” is not one of the options: Gold, Silver.',
    );
    expect(await dataOf<Field>(owner.patch(`custom-fields/${plan.id}`, { options: ['Tin', 'Silver'] }))).toMatchObject({
      choices: [
        { key: 'Tin', isArchived: false },
        { key: 'Gold', label: 'Silver' },
        { key: 'Gold-2', isArchived: true },
      ],
    });
    const long = Array.from({ length: 200 }, (_, n) => ({ label: `${n} ${'x'.repeat(190)}`, colour: 'red' }));
    for (const [choices, code] of [
      [long, 'customField.optionsTooLong'],
      [[{ key: 'nope', label: 'X' }], 'customField.unknownOption'],
      [[{ label: 'X' }, { label: ' x\u200b' }], 'customField.optionTwice'],
      [[{ key: 'Tin', label: 'Tin', isArchived: true }], 'customField.optionsRequired'],
    ] as const)
      expect((await errorOf(owner.patch(`custom-fields/${plan.id}`, { choices }))).fields[0]?.code).toBe(code);
  });

  it('stand in sections and an order, and are kept away and brought back with their values', async () => {
    const [a, b, c] = [
      await makeField({ label: 'A', fieldType: 'text' }),
      await makeField({ label: 'B', fieldType: 'text', section: 'Billing', description: 'Where bills go' }),
      await makeField({ label: 'C', fieldType: 'text', isRequired: true }),
    ];
    const names = async (query = ''): Promise<string[]> =>
      (await dataOf<Field[]>(owner.get(`custom-fields${query}`))).map(
        ({ label, ...field }) => `${(field as { section?: string }).section ?? ''}/${label}`,
      );
    expect(await names()).toEqual(['/A', 'Billing/B', '/C']);
    const order = (fields: object[]) => owner.put('custom-fields/order', { fields });
    await dataOf(
      order([
        { id: c.id, section: null },
        { id: a.id, section: ' Work ' },
        { id: b.id, section: 'Work' },
      ]),
    );
    expect(await names()).toEqual(['/C', 'Work/A', 'Work/B']);
    expect((await errorOf(order([{ id: c.id, section: null }]))).code).toBe('customField.orderOutdated');
    expect((await errorOf(order([c, a, a].map(({ id }) => ({ id, section: null }))))).code).toBe('customField.orderOutdated');

    const ann = await dataOf<Contact>(owner.post('contacts', { firstName: 'Ann', customFields: { a: '1', c: '3' } }));
    expect(await dataOf<Field>(owner.post(`custom-fields/${c.id}/archive`))).toMatchObject({ archivedAt: expect.any(String) as string });
    expect(await names()).toEqual(['Work/A', 'Work/B']);
    expect(await names('?archived=true')).toEqual(['/C', 'Work/A', 'Work/B']);
    expect(valuesOf(await dataOf<Contact>(owner.get(`contacts/${ann.id}`)))).toEqual({ a: '1', b: null });
    await dataOf(owner.post('contacts', { firstName: 'Bea' }));
    expect(await dataOf(owner.get('custom-fields/usage'))).toEqual(
      expect.arrayContaining([
        { id: c.id, contacts: 1 },
        { id: b.id, contacts: 0 },
      ]),
    );
    await dataOf(owner.post(`custom-fields/${c.id}/restore`));
    expect(valuesOf(await dataOf<Contact>(owner.get(`contacts/${ann.id}`)))).toEqual({ c: '3', a: '1', b: null });
  });

  it('are columns of the list of contacts and put it in order, page by page', async () => {
    await makeField({ label: 'Seats', fieldType: 'number' });
    await makeField({ label: 'City', fieldType: 'text' });
    await makeField({ label: 'Plan', fieldType: 'select', options: ['Small', 'Big', 'Average'] });
    const people: [string, Record<string, unknown>][] = [
      ['a', { seats: 10, city: 'Zürich', plan: 'Big' }],
      ['b', { seats: 9, city: 'aachen', plan: 'Average' }],
      ['c', { seats: -1.5, city: 'Bonn', plan: 'Small' }],
      ['d', {}],
      ['e', { seats: 9, plan: 'Small' }],
    ];
    const ids = new Map<string, string>();
    for (const [firstName, customFields] of people)
      ids.set((await dataOf<Contact>(owner.post('contacts', { firstName, customFields }))).id, firstName);
    // Before all of them, and more than a page looks ahead.
    for (let n = 0; n < 10; n += 1) {
      const { id } = await dataOf<Contact>(
        owner.post('contacts', { firstName: `x${n}`, customFields: { seats: -9, city: 'aa', plan: 'Small' } }),
      );
      await dataOf(owner.delete(`contacts/${id}`));
    }
    const namesBy = async (sort: string, filter = ''): Promise<string> => {
      let names = '';
      let cursor: string | null = null;
      do {
        const answer = await owner.get(`contacts?limit=2&sort=${sort}${filter}${cursor === null ? '' : `&cursor=${cursor}`}`);
        const page = (answer.body as { data: { items: { id: string }[]; nextCursor: string | null } }).data;
        names += page.items.map(({ id }) => ids.get(id)).join('');
        cursor = page.nextCursor;
      } while (cursor !== null);
      return names;
    };
    expect([
      await namesBy('field:seats'),
      await namesBy('-field:seats'),
      await namesBy('field:city'),
      await namesBy('-field:city'),
    ]).toEqual(['cbead', 'aebcd', 'bcade', 'acbde']);
    expect([await namesBy('field:plan'), await namesBy('-field:plan'), await namesBy('field:seats', '&search=e')]).toEqual([
      'ceabd',
      'baecd',
      'e',
    ]);
    const rows = (await dataOf<{ items: { id: string; fields: object }[] }>(owner.get('contacts?fields=seats,plan&sort=name'))).items;
    expect(rows.map(({ id, fields }) => [ids.get(id), fields]).slice(2, 4)).toEqual([
      ['c', { seats: '-1.5', plan: 'Small' }],
      ['d', { seats: null, plan: null }],
    ]);
    expect((await dataOf<{ items: { fields: object }[] }>(owner.get('contacts'))).items[0]?.fields).toEqual({});
    for (const [query, code] of [
      ['sort=field:nope', 'customField.unknown'],
      ['sort=nope', 'contact.unknownSort'],
      ['fields=seats,nope', 'customField.unknown'],
      [`fields=${Array.from({ length: 51 }, (_, n) => `f${n}`).join(',')}`, 'customField.tooManyColumns'],
    ])
      expect([query, (await errorOf(owner.get(`contacts?${query}`))).fields[0]?.code]).toEqual([query, code]);
  });

  it('do not exist for a stranger', async () => {
    const field = await makeField({ label: 'Plan', fieldType: 'text' });
    const stranger = await test.stranger();
    expect((await errorOf(stranger.patch(`custom-fields/${field.id}`, { label: 'X' }))).status).toBe(404);
    expect((await errorOf(stranger.delete(`custom-fields/${field.id}`))).status).toBe(404);
    expect(await dataOf(stranger.get('custom-fields'))).toEqual([]);
  });
});
