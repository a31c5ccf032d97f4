import { BulkTurns } from '../src/modules/contacts/bulk/BulkTurns.js';
import { sql } from '../src/platform/database/sql.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { countOf, seedMany } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Left {
  contactId: string;
  reason: string;
  message: string;
}
interface Bulk {
  id: string;
  status: string;
  affected: number;
  processed: number;
  total: number | null;
  undoId: string | null;
  left: number;
  leftBehind: Left[];
  set: { field: string; label: string; how: string; value: string | null; onlyEmpty: boolean } | null;
  error: string | null;
  undo: { status: string; affected: number; left: number; leftBehind: Left[] } | null;
}
interface Contact {
  id: string;
  company: string | null;
  version: number;
  customFields: { fieldName: string; value: string | null }[];
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
beforeEach(async () => {
  owner = await test.stranger('Fay Field');
});
afterAll(() => test.stop());

const create = (body: object): Promise<Contact> => dataOf(owner.post('contacts', body));
const read = (id: string): Promise<Contact> => dataOf(owner.get(`contacts/${id}`));
const field = (body: object): Promise<{ id: string }> => dataOf(owner.post('custom-fields', body));
const set = (contactIds: readonly string[], what: object): Promise<Bulk> =>
  dataOf(owner.post('contacts/bulk', { action: 'setField', set: what, selection: { contactIds } }));
const refuse = (what: object, selection: object = { filter: {} }) =>
  errorOf(owner.post('contacts/bulk', { action: 'setField', set: what, selection }));
const undo = (id: string): Promise<NonNullable<Bulk['undo']>> => dataOf(owner.post(`contacts/bulk/${id}/undo`));
const save = async (id: string, body: object): Promise<Contact> =>
  dataOf(owner.patch(`contacts/${id}`, { version: (await read(id)).version, ...body }));
async function valueOf(id: string, name: string): Promise<string | null> {
  return (await read(id)).customFields.find(({ fieldName }) => fieldName === name)?.value ?? null;
}

describe('setting a field of many contacts', () => {
  it('sets the company, and its undo gives each back its own, but for whom someone has changed since', async () => {
    const [ann, bob, cal, dee] = [
      await create({ firstName: 'Ann', company: 'Acme' }),
      await create({ firstName: 'Bob' }),
      await create({ firstName: 'Cal', company: 'Beta' }),
      await create({ firstName: 'Dee', company: 'Delta' }),
    ];
    const ids = [ann, bob, cal, dee].map(({ id }) => id);
    const done = await set(ids, { field: 'company', value: '  Delta ' });
    expect(done).toMatchObject({
      status: 'done',
      affected: 3,
      left: 0,
      set: { field: 'company', label: 'Company', how: 'set', value: 'Delta' },
    });
    expect(await Promise.all(ids.map(async (id) => (await read(id)).company))).toEqual(['Delta', 'Delta', 'Delta', 'Delta']);
    expect([(await read(ann.id)).version, (await read(dee.id)).version]).toEqual([ann.version + 1, dee.version]);
    expect((await dataOf<{ items: Contact[] }>(owner.get('contacts?search=delta'))).items).toHaveLength(4);
    expect((await dataOf<{ items: Contact[] }>(owner.get('contacts?search=acme'))).items).toHaveLength(0);
    await save(bob.id, { company: 'Mine' });
    expect(await undo(done.id)).toMatchObject({
      status: 'undone',
      affected: 2,
      left: 1,
      leftBehind: [{ contactId: bob.id, reason: 'changedSince' }],
    });
    expect(await Promise.all(ids.map(async (id) => (await read(id)).company))).toEqual(['Acme', 'Mine', 'Beta', 'Delta']);
    const { items } = await dataOf<{ items: { action: string; summary: string }[] }>(
      owner.get(`audit?entityType=bulkAction&entityId=${done.id}`),
    );
    expect(items.map(({ summary }) => summary)).toEqual(['undid a bulk action (2 people)', 'set Company to “Delta” for 3 people']);
  });

  it('leaves a contact of whom nothing else is known, and whoever is in the trash', async () => {
    const firm = await create({ company: 'Only' });
    const gone = await create({ firstName: 'Gone', company: 'Only' });
    const ann = await create({ firstName: 'Ann', company: 'Only' });
    await dataOf(owner.delete(`contacts/${gone.id}`));
    const done = await set([firm.id, gone.id, ann.id], { field: 'company', how: 'clear' });
    expect(done).toMatchObject({ affected: 1, left: 2 });
    expect(Object.fromEntries(done.leftBehind.map(({ contactId, reason }) => [contactId, reason]))).toEqual({
      [firm.id]: 'wouldBeEmpty',
      [gone.id]: 'inTrash',
    });
    expect((await read(ann.id)).company).toBeNull();
    expect((await refuse({ field: 'company', value: 'X' }, { filter: { trashed: true } })).code).toBe('contact.inTrash');
  });

  it('sets only where there is no value', async () => {
    await field({ label: 'Plan', fieldType: 'select', options: ['Free', 'Pro'] });
    const ann = await create({ firstName: 'Ann', customFields: { plan: 'Free' } });
    const bob = await create({ firstName: 'Bob' });
    const done = await dataOf<Bulk>(
      owner.post('contacts/bulk', {
        action: 'setField',
        set: { field: 'field:plan', value: 'pro', onlyEmpty: true },
        selection: { filter: {} },
      }),
    );
    expect(done).toMatchObject({ affected: 1, processed: 2, set: { label: 'Plan', value: 'Pro', onlyEmpty: true } });
    expect([await valueOf(ann.id, 'plan'), await valueOf(bob.id, 'plan')]).toEqual(['Free', 'Pro']);
    expect([(await read(ann.id)).version, (await read(bob.id)).version]).toEqual([ann.version, bob.version + 1]);
    const stale = await errorOf(owner.patch(`contacts/${bob.id}`, { version: bob.version, company: 'Late' }));
    expect(stale.code).toBe('contact.changedMeanwhile');
    const rules = JSON.stringify({ and: [{ rule: 'customField', with: { fieldName: 'plan', operator: 'is', value: 'Pro' } }] });
    const isPro = async (): Promise<string[]> =>
      (await dataOf<{ items: Contact[] }>(owner.get(`contacts?rules=${encodeURIComponent(rules)}`))).items.map(({ id }) => id);
    expect(await isPro()).toEqual([bob.id]);
    expect(await undo(done.id)).toMatchObject({ affected: 1, left: 0 });
    expect([await isPro(), await valueOf(bob.id, 'plan')]).toEqual([[], null]);
    const { items } = await dataOf<{ items: { title: string }[] }>(owner.get(`contacts/${bob.id}/timeline`));
    expect(items.map(({ title }) => title)).toEqual(['Contact added']);
  });

  it.each([
    ['text', {}, 'hello', 'hello'],
    ['longText', {}, 'two\nlines', 'two\nlines'],
    ['number', {}, '12.50', '12.5'],
    ['money', { currency: 'EUR' }, '12.5', '12.50'],
    ['date', {}, '2026-02-01', '2026-02-01'],
    ['dateTime', {}, '2026-02-01T10:00:00+02:00', '2026-02-01T08:00:00.000Z'],
    ['boolean', {}, 'yes', 'true'],
    ['select', { options: ['A', 'B'] }, 'b', 'B'],
    ['multiSelect', { options: ['A', 'B'] }, 'B; A', '["A","B"]'],
    ['url', {}, 'https://example.com/x', 'https://example.com/x'],
    ['email', {}, 'Ann <a@example.com>', 'a@example.com'],
    ['phone', {}, '+49 30 901820', '+4930901820'],
  ])('reads a %s as forms do, clears it, and gives both back', async (fieldType, more, value, stored) => {
    await field({ label: 'Thing', fieldType, ...more });
    const { id } = await create({ firstName: 'Ann' });
    const first = await set([id], { field: 'field:thing', value });
    expect(await valueOf(id, 'thing')).toBe(stored);
    const cleared = await set([id], { field: 'field:thing', how: 'clear' });
    expect([cleared.affected, await valueOf(id, 'thing')]).toEqual([1, null]);
    await undo(cleared.id);
    expect(await valueOf(id, 'thing')).toBe(stored);
    await undo(first.id);
    expect(await valueOf(id, 'thing')).toBeNull();
  });

  it('adds options and removes them, each contact with its own', async () => {
    const { id: fieldId } = await field({ label: 'Tags', fieldType: 'multiSelect', options: ['A', 'B', 'C'] });
    const ann = await create({ firstName: 'Ann', customFields: { tags: ['B'] } });
    const bob = await create({ firstName: 'Bob', customFields: { tags: ['A', 'C'] } });
    const cal = await create({ firstName: 'Cal' });
    const ids = [ann.id, bob.id, cal.id];
    const values = (): Promise<(string | null)[]> => Promise.all(ids.map((id) => valueOf(id, 'tags')));
    const added = await set(ids, { field: 'field:tags', how: 'add', options: ['C', 'a'] });
    expect([added.affected, await values()]).toEqual([2, ['["A","B","C"]', '["A","C"]', '["A","C"]']]);
    await dataOf(owner.patch(`custom-fields/${fieldId}`, { isRequired: true }));
    const removed = await set(ids, { field: 'field:tags', how: 'remove', value: 'A, C' });
    expect(removed).toMatchObject({ affected: 1, left: 2, set: { value: 'A, C' } });
    expect(removed.leftBehind.map(({ reason }) => reason)).toEqual(['fieldRequired', 'fieldRequired']);
    expect(await values()).toEqual(['["B"]', '["A","C"]', '["A","C"]']);
    await undo(removed.id);
    expect(await undo(added.id)).toMatchObject({ affected: 2, left: 0 });
    expect(await values()).toEqual(['["B"]', '["A","C"]', null]);
  });

  it('leaves what was changed since, whoever went to the trash since, and everyone once the field is gone', async () => {
    const { id: fieldId } = await field({ label: 'Plan', fieldType: 'text' });
    const [ann, bob, cal] = [await create({ firstName: 'Ann' }), await create({ firstName: 'Bob' }), await create({ firstName: 'Cal' })];
    const first = await set([ann.id, bob.id, cal.id], { field: 'field:plan', value: 'One' });
    await save(ann.id, { customFields: { plan: 'Two' } });
    await dataOf(owner.delete(`contacts/${bob.id}`));
    const undone = await undo(first.id);
    expect(undone).toMatchObject({ affected: 1, left: 2 });
    expect(Object.fromEntries(undone.leftBehind.map(({ contactId, reason }) => [contactId, reason]))).toEqual({
      [ann.id]: 'changedSince',
      [bob.id]: 'inTrash',
    });
    const second = await set([cal.id], { field: 'field:plan', value: 'Three' });
    await dataOf(owner.delete(`custom-fields/${fieldId}`));
    await field({ label: 'Plan', fieldType: 'text' });
    expect(await undo(second.id)).toMatchObject({ affected: 0, left: 1, leftBehind: [{ contactId: cal.id, reason: 'fieldGone' }] });
  });

  it('says what is wrong with what was asked, and where', async () => {
    await field({ label: 'Plan', fieldType: 'select', options: ['Free', 'Pro'], isRequired: true });
    await field({ label: 'Seats', fieldType: 'number' });
    const cases: [object, string, string][] = [
      [{ field: 'firstName', value: 'X' }, 'set.field', 'bulkAction.unknownField'],
      [{ field: 'field:none', value: 'X' }, 'set.field', 'bulkAction.unknownField'],
      [{ field: 'field:plan', value: 'Gold' }, 'set.value', 'customField.invalid'],
      [{ field: 'field:plan', how: 'clear' }, 'set.how', 'customField.required'],
      [{ field: 'field:plan', how: 'add', value: 'Pro' }, 'set.how', 'bulkAction.needsSeveral'],
      [{ field: 'field:seats', value: 'many' }, 'set.value', 'customField.invalid'],
      [{ field: 'field:seats' }, 'set.value', 'bulkAction.valueMissing'],
      [{ field: 'field:seats', how: 'clear', value: '3' }, 'set.value', 'bulkAction.valueNotAsked'],
      [{ field: 'field:seats', how: 'clear', onlyEmpty: true }, 'set.onlyEmpty', 'bulkAction.onlyEmptyHasNone'],
      [{ field: 'company' }, 'set.value', 'bulkAction.valueMissing'],
      [{ field: 'company', how: 'add', value: 'X' }, 'set.how', 'bulkAction.needsSeveral'],
      [{ field: 'company', value: 'x'.repeat(201) }, 'set.value', 'customField.invalid'],
      [{ field: 'field:plan', value: 'Pro', options: ['Pro'] }, 'set.options', 'bulkAction.valueTwice'],
    ];
    for (const [asked, at, code] of cases) {
      const error = await refuse(asked);
      expect({ asked, status: error.status, fields: error.fields?.map(({ field, code }) => ({ field, code })) }).toEqual({
        asked,
        status: 422,
        fields: [{ field: at, code }],
      });
    }
    const none = await errorOf(owner.post('contacts/bulk', { action: 'setField', selection: { filter: {} } }));
    expect(none.fields?.[0]).toMatchObject({ field: 'set', code: 'bulkAction.fieldRequired' });
  });

  it('stops with what is wrong when the field goes while it runs, and its end can be undone', async () => {
    const { id: fieldId } = await field({ label: 'Plan', fieldType: 'text' });
    await seedMany(test, owner.workspaceId, 20_000);
    const turns = test.app.get(BulkTurns, { strict: false });
    const usual = turns.answerWithinMs;
    turns.answerWithinMs = 100;
    const begun = await dataOf<Bulk>(
      owner.post('contacts/bulk', { action: 'setField', set: { field: 'field:plan', value: 'One' }, selection: { filter: {} } }),
    ).finally(() => (turns.answerWithinMs = usual));
    expect(begun.status).toBe('running');
    await dataOf(owner.delete(`custom-fields/${fieldId}`));
    const stateOf = (): Promise<Bulk> => dataOf(owner.get(`contacts/bulk/${begun.id}`));
    await waitFor('its end', async () => (await stateOf()).status === 'failed', 60_000);
    expect((await stateOf()).error).toBe('The field Plan was deleted, so it can no longer be set.');
  }, 120_000);

  it('does nothing to contacts of another workspace', async () => {
    const stranger = await test.stranger('Other');
    const theirs = await dataOf<Contact>(stranger.post('contacts', { firstName: 'Theirs', company: 'Keep' }));
    expect(await set([theirs.id], { field: 'company', value: 'Taken' })).toMatchObject({ affected: 0, left: 0 });
    expect(await countOf(test, 'base_contacts', sql`company = 'Taken'`)).toBe(0);
  });
});
