import { sql } from '../src/platform/database/sql.js';
import { exportText } from './support/exports.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { Program } from './support/Program.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Field {
  id: string;
  fieldName: string;
  label: string;
  fieldType: string;
  choices: { key: string; label: string }[];
}
interface Value extends Field {
  value: string | null;
}

let test: TestApp;
let ann: Person;
let bob: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
beforeEach(async () => {
  ann = await test.stranger('Ann Own');
  bob = await test.member('admin', ann);
});
afterAll(() => test.stop());

const FIELDS = '/api/v1/me/fields';
const SECRET = 'zebra-secret';
const field = (person: Person, body: object): Promise<Field> => dataOf(person.post(FIELDS, body));
const contact = async (body: object = { firstName: 'Cal' }): Promise<string> =>
  (await dataOf<{ id: string }>(ann.post('contacts', body))).id;
const valuesOf = (person: Person, id: string): Promise<Value[]> => dataOf(person.get(`contacts/${id}/personal-fields`));
const save = (person: Person, id: string, values: object): Promise<Value[]> =>
  dataOf(person.patch(`contacts/${id}/personal-fields`, { values }));
const shown = async (person: Person, id: string): Promise<Record<string, string | null>> =>
  Object.fromEntries((await valuesOf(person, id)).map(({ fieldName, value }) => [fieldName, value]));

describe('a field that only one member sees', () => {
  it('has a type like any other, is changed, and has its value on the contacts of all their workspaces', async () => {
    const met = await field(ann, { label: 'How we met', fieldType: 'select', options: ['Fair', 'Friend'] });
    await field(ann, { label: 'Gift', fieldType: 'money', currency: 'eur' });
    expect(met).toMatchObject({ fieldName: 'how_we_met', fieldType: 'select' });
    const here = await contact();
    expect(await shown(ann, here)).toEqual({ how_we_met: null, gift: null });
    await save(ann, here, { how_we_met: 'fair', gift: '12.5' });
    expect(await shown(ann, here)).toEqual({ how_we_met: 'Fair', gift: '12.50' });
    const first = ann.workspaceId;
    ann.workspaceId = (await dataOf<{ id: string }>(ann.post('/api/v1/workspaces', { name: 'Second' }))).id;
    const there = await contact();
    expect(await shown(ann, there)).toEqual({ how_we_met: null, gift: null });
    expect((await errorOf(ann.get(`contacts/${here}/personal-fields`))).status).toBe(404);
    ann.workspaceId = first;
    const renamed = await dataOf<Field>(
      ann.patch(`${FIELDS}/${met.id}`, { label: 'Met', choices: [{ key: 'Fair', label: 'Trade fair' }] }),
    );
    expect(renamed).toMatchObject({ label: 'Met', fieldName: 'how_we_met' });
    await save(ann, here, { gift: null });
    expect(await shown(ann, here)).toEqual({ how_we_met: 'Fair', gift: null });
  });

  it('refuses what a field cannot hold, and says which', async () => {
    await field(ann, { label: 'Size', fieldType: 'number' });
    const id = await contact();
    expect((await errorOf(ann.patch(`contacts/${id}/personal-fields`, { values: { size: 'big', none: 1 } }))).fields).toMatchObject([
      { field: 'values.size', code: 'customField.invalid' },
      { field: 'values.none', code: 'customField.unknown' },
    ]);
    expect((await errorOf(ann.post(FIELDS, { label: 'Size', fieldType: 'text' }))).code).toBe('customField.nameTaken');
    expect((await errorOf(ann.post(FIELDS, { label: 'Pick', fieldType: 'select' }))).fields?.[0]?.code).toBe('customField.optionsRequired');
    await dataOf(ann.delete(`contacts/${id}`));
    expect((await errorOf(ann.patch(`contacts/${id}/personal-fields`, { values: { size: 1 } }))).code).toBe('contact.inTrash');
  });

  it('may be called what a field of the workspace or of another member is called: neither meets the other', async () => {
    await dataOf(ann.post('custom-fields', { label: 'Plan', fieldType: 'text' }));
    const id = await contact({ firstName: 'Cal', customFields: { plan: 'ours' } });
    await field(ann, { label: 'Plan', fieldType: 'text' });
    await field(bob, { label: 'Plan', fieldType: 'number' });
    await save(ann, id, { plan: 'mine' });
    await save(bob, id, { plan: 7 });
    expect([await shown(ann, id), await shown(bob, id)]).toEqual([{ plan: 'mine' }, { plan: '7' }]);
    const { customFields } = await dataOf<{ customFields: Value[] }>(ann.get(`contacts/${id}`));
    expect(customFields.map(({ value }) => value)).toEqual(['ours']);
  });

  it('is seen by nobody else: no definition, no value, no sign that there is one', async () => {
    const { id: fieldId } = await field(ann, { label: 'Zebra', fieldType: 'text' });
    const id = await contact({ firstName: 'Cal', primaryEmail: 'cal@example.com' });
    const paths = [
      `contacts/${id}`,
      'contacts',
      'contacts?fields=zebra',
      'contacts?sort=field:zebra',
      `contacts?search=${SECRET}`,
      `contacts/count?rules=${encodeURIComponent(JSON.stringify({ and: [{ rule: 'customField', with: { fieldName: 'zebra', operator: 'is', value: SECRET } }] }))}`,
      'custom-fields?archived=true',
      'custom-fields/usage',
      `contacts/${id}/timeline`,
      `contacts/${id}/personal-fields`,
      `audit/history?entityType=contact&entityId=${id}`,
      'audit',
      FIELDS,
    ];
    const seen = async (person: Person): Promise<object[]> => {
      const answers: object[] = [];
      for (const path of paths) {
        const { status, body, headers } = await person.get(path);
        const { error } = body as { error: { requestId?: string } | null };
        answers.push({ path, status, body: error ? { ...error, requestId: '' } : (body as object), etag: headers['etag'] ?? null });
      }
      return answers;
    };
    const before = await seen(bob);
    await save(ann, id, { zebra: SECRET });
    const after = await seen(bob);
    expect(after).toEqual(before);
    expect((await errorOf(bob.patch(`${FIELDS}/${fieldId}`, { label: 'Mine' }))).status).toBe(404);
    expect((await errorOf(bob.delete(`${FIELDS}/${fieldId}`))).status).toBe(404);
    expect((await errorOf(bob.patch(`contacts/${id}/personal-fields`, { values: { zebra: 'x' } }))).fields?.[0]?.code).toBe(
      'customField.unknown',
    );
    expect((await errorOf(bob.post('contacts', { firstName: 'X', customFields: { zebra: 'x' } }))).fields?.[0]?.code).toBe(
      'customField.unknown',
    );
    const set = { action: 'setField', set: { field: 'field:zebra', value: 'x' }, selection: { filter: {} } };
    for (const person of [ann, bob])
      expect((await errorOf(person.post('contacts/bulk', set))).fields?.[0]?.code).toBe('bulkAction.unknownField');
    const program = await Program.of(ann, ['contacts:read', 'contacts:write', 'fields:read', 'fields:write']);
    expect((await errorOf(program.get(`contacts/${id}/personal-fields`))).status).toBe(403);
    for (const person of [ann, bob]) {
      expect(await exportText(person, { kind: 'contacts', contacts: { filter: {} } })).not.toContain(SECRET);
    }
    expect(await shown(ann, id)).toEqual({ zebra: SECRET });
  });

  it('keeps its value in a merge and gives it back in an unmerge, and no preview counts it', async () => {
    await field(ann, { label: 'Zebra', fieldType: 'text' });
    await field(ann, { label: 'Lion', fieldType: 'text' });
    const [primaryId, secondaryId] = [await contact({ firstName: 'Cal' }), await contact({ firstName: 'Cal Two' })];
    const preview = (): Promise<object> => dataOf(bob.post('merges/preview', { primaryId, secondaryIds: [secondaryId] }));
    const before = await preview();
    await save(ann, primaryId, { zebra: 'kept' });
    await save(ann, secondaryId, { zebra: 'other', lion: 'moved' });
    expect(await preview()).toEqual(before);
    const merge = await dataOf<{ id: string }>(bob.post('merges', { primaryId, secondaryIds: [secondaryId] }));
    expect(await shown(ann, primaryId)).toEqual({ zebra: 'kept', lion: 'moved' });
    await dataOf(bob.post(`merges/${merge.id}/undo`));
    expect([await shown(ann, primaryId), await shown(ann, secondaryId)]).toEqual([
      { zebra: 'kept', lion: null },
      { zebra: 'other', lion: 'moved' },
    ]);
  });

  it('goes with whom it is about, with its owner’s leaving, and when it is deleted', async () => {
    const there = (): Promise<number> =>
      countOf(test, 'personal_field_values', sql`contact_id IN (SELECT id FROM base_contacts WHERE workspace_id = ${ann.workspaceId})`);
    const mine = await field(ann, { label: 'Mine', fieldType: 'text' });
    await field(bob, { label: 'Theirs', fieldType: 'text' });
    const [first, second] = [await contact(), await contact({ firstName: 'Dee', primaryEmail: 'dee@example.com' })];
    for (const id of [first, second]) {
      await save(ann, id, { mine: 'x' });
      await save(bob, id, { theirs: 'y' });
    }
    expect(await there()).toBe(4);
    await dataOf(ann.post(`contacts/${second}/erasure`, { confirm: 'dee@example.com' }));
    await waitFor('the erasure', async () => (await there()) === 2, 30_000);
    const members = await dataOf<{ items?: { userId: string; role: string }[] } | { userId: string; role: string }[]>(ann.get('members'));
    const list = Array.isArray(members) ? members : (members.items ?? []);
    await dataOf(ann.delete(`members/${list.find(({ role }) => role === 'admin')?.userId ?? ''}`));
    await waitFor('what the member leaves', async () => (await there()) === 1, 30_000);
    expect((await dataOf<Field[]>(bob.get(FIELDS))).map(({ label }) => label)).toEqual(['Theirs']);
    await dataOf(ann.delete(`${FIELDS}/${mine.id}`));
    expect(await valuesOf(ann, first)).toEqual([]);
    await waitFor('its values to go', async () => (await there()) === 0, 30_000);
    await field(ann, { label: 'Mine', fieldType: 'number' });
    expect(await shown(ann, first)).toEqual({ mine: null });
  });
});
