import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { seedMany } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Field {
  id: string;
  fieldType: string;
  options: string[];
  currency: string | null;
  defaultValue: string | null;
}
interface Contact {
  id: string;
  version: number;
  customFields: { fieldName: string; value: string | null }[];
}
interface Change {
  status: string;
  fromType: string;
  toType: string;
  total: number;
  processed: number;
  failing: number;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Tina ${Math.random()}`);
});

const makeField = (input: object): Promise<Field> => dataOf<Field>(owner.post('custom-fields', input));
const fieldNow = async (id: string): Promise<Field | undefined> =>
  (await dataOf<Field[]>(owner.get('custom-fields'))).find((field) => field.id === id);
const add = async (values: readonly (string | null)[]): Promise<string[]> => {
  const ids: string[] = [];
  for (const value of values)
    ids.push((await dataOf<Contact>(owner.post('contacts', { firstName: 'A', customFields: value === null ? {} : { f: value } }))).id);
  return ids;
};
const valueOf = async (id: string): Promise<string | null | undefined> =>
  (await dataOf<Contact>(owner.get(`contacts/${id}`))).customFields.find(({ fieldName }) => fieldName === 'f')?.value;
const valuesOf = (ids: readonly string[]): Promise<(string | null | undefined)[]> => Promise.all(ids.map(valueOf));
const setValue = async (id: string, value: unknown): Promise<void> => {
  const { version } = await dataOf<Contact>(owner.get(`contacts/${id}`));
  await dataOf(owner.patch(`contacts/${id}`, { version, customFields: { f: value } }));
};
const rehearse = (id: string, input: object): Promise<Change> => dataOf<Change>(owner.post(`custom-fields/${id}/type-change`, input));
const failing = (id: string): Promise<{ items: { value: string; reason: string; contactId: string; displayName: string }[] }> =>
  dataOf(owner.get(`custom-fields/${id}/type-change/failing`));

describe('the type of a field', () => {
  it('is changed after a rehearsal that says what would be lost, and changed back without loss', async () => {
    const field = await makeField({ label: 'F', fieldType: 'text', defaultValue: '1' });
    const given = ['1.234,5', 'many', '7', ' 0012 ', null];
    const ids = await add([...given.slice(0, 4).map(String), null]);
    const before = ['1.234,5', 'many', '7', '0012', '1'];
    expect(await valuesOf(ids)).toEqual(before);

    expect(await rehearse(field.id, { fieldType: 'number' })).toMatchObject({
      status: 'checked',
      fromType: 'text',
      toType: 'number',
      total: 5,
      processed: 5,
      failing: 2,
    });
    expect((await failing(field.id)).items.map(({ value, reason, displayName }) => [value, reason.slice(0, 20), displayName])).toEqual(
      expect.arrayContaining([
        ['many', '“many” is not a numb', 'A'],
        ['0012', '“0012” begins with a', 'A'],
      ]),
    );
    expect([await valuesOf(ids), (await fieldNow(field.id))?.fieldType]).toEqual([before, 'text']);

    expect(await dataOf<Change>(owner.post(`custom-fields/${field.id}/type-change/apply`))).toMatchObject({ status: 'done', failing: 2 });
    expect(await valuesOf(ids)).toEqual(['1234.5', null, '7', null, '1']);
    expect(await fieldNow(field.id)).toMatchObject({ fieldType: 'number', defaultValue: '1' });
    expect(
      await queryRows(
        test.services.dataSource.manager,
        sql`SELECT value_number AS n, field_type AS type FROM custom_fields WHERE definition_id = ${field.id} AND field_value = '1234.5'`,
      ),
    ).toEqual([{ n: 1234.5, type: 'number' }]);
    expect((await failing(field.id)).items).toHaveLength(2);

    // What people change meanwhile stays theirs.
    await setValue(ids[2] ?? '', 8);
    await setValue(ids[3] ?? '', '12');
    expect(await dataOf<Change>(owner.post(`custom-fields/${field.id}/type-change/undo`))).toMatchObject({ status: 'undone' });
    expect([await valuesOf(ids), (await fieldNow(field.id))?.fieldType]).toEqual([['1.234,5', 'many', '8', '12', '1'], 'text']);
  });

  it('takes options and a currency along, and keeps keys', async () => {
    const field = await makeField({ label: 'F', fieldType: 'select', choices: [{ label: 'Gold' }, { label: 'Tin' }] });
    const ids = await add(['Gold', 'Tin']);
    await rehearse(field.id, { fieldType: 'multiSelect' });
    await dataOf(owner.post(`custom-fields/${field.id}/type-change/apply`));
    expect(await valuesOf(ids)).toEqual(['["Gold"]', '["Tin"]']);
    await setValue(ids[0] ?? '', ['Gold', 'Tin']);
    expect(await rehearse(field.id, { fieldType: 'text' })).toMatchObject({ failing: 0 });
    await dataOf(owner.post(`custom-fields/${field.id}/type-change/apply`));
    expect([await valuesOf(ids), (await fieldNow(field.id))?.options]).toEqual([['Gold, Tin', 'Tin'], []]);
    await dataOf(owner.post(`custom-fields/${field.id}/type-change/undo`));
    expect([await valuesOf(ids), (await fieldNow(field.id))?.options]).toEqual([
      ['["Gold","Tin"]', '["Tin"]'],
      ['Gold', 'Tin'],
    ]);
    for (const [input, code] of [
      [{ fieldType: 'money' }, 'customField.currencyRequired'],
      [{ fieldType: 'multiSelect' }, 'fieldChange.sameType'],
      [{ fieldType: 'select', options: [] }, 'customField.optionsRequired'],
    ] as const)
      expect((await errorOf(owner.post(`custom-fields/${field.id}/type-change`, input))).fields[0]?.code).toBe(code);
  });

  it('stays when the values of an option get another one, which can be undone too', async () => {
    const field = await makeField({ label: 'F', fieldType: 'multiSelect', options: ['Gold', 'Tin', 'Lead'] });
    const ids: string[] = [];
    for (const f of [['Gold'], ['Tin', 'Lead'], ['Gold', 'Tin'], []])
      ids.push((await dataOf<Contact>(owner.post('contacts', { firstName: 'A', customFields: { f } }))).id);
    const before = ['["Gold"]', '["Lead","Tin"]', '["Gold","Tin"]', null];
    expect(await rehearse(field.id, { fieldType: 'multiSelect', moves: [{ from: 'Tin', to: 'Gold' }] })).toMatchObject({
      status: 'checked',
      failing: 0,
    });
    expect([await valuesOf(ids), (await fieldNow(field.id))?.options]).toEqual([before, ['Gold', 'Tin', 'Lead']]);
    await dataOf(owner.post(`custom-fields/${field.id}/type-change/apply`));
    expect([await valuesOf(ids), (await fieldNow(field.id))?.options]).toEqual([
      ['["Gold"]', '["Gold","Lead"]', '["Gold"]', null],
      ['Gold', 'Lead'],
    ]);
    await setValue(ids[0] ?? '', ['Lead']);
    await dataOf(owner.post(`custom-fields/${field.id}/type-change/undo`));
    expect([await valuesOf(ids), (await fieldNow(field.id))?.options]).toEqual([
      ['["Lead"]', ...before.slice(1)],
      ['Gold', 'Tin', 'Lead'],
    ]);
    for (const moves of [[{ from: 'Tin', to: 'Tin' }], [{ from: 'Tin', to: 'nope' }], [{ from: 'nope', to: 'Tin' }]])
      expect(
        (await errorOf(owner.post(`custom-fields/${field.id}/type-change`, { fieldType: 'multiSelect', moves }))).fields[0]?.code,
      ).toBe('fieldChange.badMove');
  });

  it('reads the values as a person says they are written', async () => {
    const field = await makeField({ label: 'F', fieldType: 'text' });
    const ids = await add(['03/04/2026']);
    expect((await rehearse(field.id, { fieldType: 'date' })).failing).toBe(1);
    expect((await rehearse(field.id, { fieldType: 'date', dateOrder: 'dmy' })).failing).toBe(0);
    await dataOf(owner.post(`custom-fields/${field.id}/type-change/apply`));
    expect(await valuesOf(ids)).toEqual(['2026-04-03']);
  });

  it('is changed in the order of things: no change without a rehearsal, no second one meanwhile, none for a stranger', async () => {
    const field = await makeField({ label: 'F', fieldType: 'text' });
    const path = `custom-fields/${field.id}/type-change`;
    expect((await errorOf(owner.get(path))).status).toBe(404);
    expect((await errorOf(owner.post(`${path}/apply`))).status).toBe(404);
    await rehearse(field.id, { fieldType: 'number' });
    await dataOf(owner.post(`${path}/undo`));
    expect((await errorOf(owner.post(`${path}/apply`))).code).toBe('fieldChange.notReady');
    await rehearse(field.id, { fieldType: 'number' });
    await execute(
      test.services.dataSource.manager,
      sql`UPDATE field_changes SET status = 'running' WHERE definition_id = ${field.id} AND status = 'checked'`,
    );
    expect((await errorOf(owner.post(path, { fieldType: 'date' }))).code).toBe('fieldChange.running');
    const stranger = await test.stranger();
    expect((await errorOf(stranger.get(path))).status).toBe(404);
    expect((await errorOf(stranger.post(path, { fieldType: 'date' }))).status).toBe(404);
  });

  it('goes on as a job where there are many values, and can be called off on the way', async () => {
    const { fieldIds } = await seedMany(test, owner.workspaceId, 6_000, { fields: 1 });
    const fieldId = fieldIds[0] ?? '';
    const change = await rehearse(fieldId, { fieldType: 'longText' });
    expect(['checking', 'checked']).toContain(change.status);
    const status = async (): Promise<string> => (await dataOf<Change>(owner.get(`custom-fields/${fieldId}/type-change`))).status;
    await waitFor('the rehearsal', async () => (await status()) === 'checked');
    await dataOf(owner.post(`custom-fields/${fieldId}/type-change/apply`));
    await dataOf(owner.post(`custom-fields/${fieldId}/type-change/undo`));
    await waitFor('the way back', async () => (await status()) === 'undone');
    expect(
      await queryRows(
        test.services.dataSource.manager,
        sql`SELECT DISTINCT field_type AS type FROM custom_fields WHERE definition_id = ${fieldId}`,
      ),
    ).toEqual([{ type: 'text' }]);
  });
});
