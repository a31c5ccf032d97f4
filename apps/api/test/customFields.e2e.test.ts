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

  it('do not exist for a stranger', async () => {
    const field = await makeField({ label: 'Plan', fieldType: 'text' });
    const stranger = await test.stranger();
    expect((await errorOf(stranger.patch(`custom-fields/${field.id}`, { label: 'X' }))).status).toBe(404);
    expect((await errorOf(stranger.delete(`custom-fields/${field.id}`))).status).toBe(404);
    expect(await dataOf(stranger.get('custom-fields'))).toEqual([]);
  });
});
