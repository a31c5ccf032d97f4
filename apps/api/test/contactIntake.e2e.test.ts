import { ContactIntakeService } from '../src/modules/lists/ContactIntakeService.js';
import type { IntakeOutcome, IntakePlan, IntakeRow } from '../src/modules/lists/public.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { execute, isPostgres, queryOne, sql } from '../src/platform/database/sql.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Contact {
  id: string;
  displayName: string;
  primaryEmail: string | null;
  primaryPhone: string | null;
  company: string | null;
  createdAt: string;
  lists: { name: string }[];
  customFields: { fieldName: string; value: string | null }[];
}

const nothing: IntakeRow = {
  firstName: null,
  lastName: null,
  primaryEmail: null,
  primaryPhone: null,
  phoneE164: null,
  company: null,
  createdOn: null,
  custom: [],
};
const row = (values: Partial<IntakeRow>): IntakeRow => ({ ...nothing, ...values });
const kinds = (outcomes: IntakeOutcome[]): string[] =>
  outcomes.map((outcome) => (outcome.kind === 'rejected' ? outcome.code : outcome.kind));

let test: TestApp;
let owner: Person;
let ctx: WorkspaceContext;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Ina ${Math.random()}`);
  ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
});

const take = (rows: IntakeRow[], plan: Partial<IntakePlan> = {}): Promise<IntakeOutcome[]> =>
  test.app
    .get(UnitOfWork, { strict: false })
    .run(ctx, (ctx) =>
      test.app
        .get(ContactIntakeService, { strict: false })
        .take(ctx, { mode: 'createAndUpdate', fields: [], listId: null, importId: null, ...plan }, rows),
    );
const contacts = async (): Promise<Contact[]> => (await dataOf<{ items: Contact[] }>(owner.get('contacts?sort=email'))).items;

describe('taking contacts in', () => {
  it('creates, updates and leaves alone, and writes twice what it wrote once', async () => {
    const rows = [
      row({ firstName: 'Ann', primaryEmail: 'ann@example.com', createdOn: '2020-02-03T00:00:00.000Z' }),
      row({ firstName: 'Bob', primaryPhone: '+49 30 901820', phoneE164: '+4930901820' }),
      row({ company: 'Only a company' }),
    ];
    expect(kinds(await take(rows))).toEqual(['created', 'created', 'created']);
    expect(kinds(await take(rows.slice(0, 2)))).toEqual(['unchanged', 'unchanged']);
    const changes = [
      row({ primaryEmail: 'ANN@example.com', lastName: 'Lee' }),
      row({ primaryEmail: 'bob@example.com', primaryPhone: '030 901820', phoneE164: '+4930901820' }),
    ];
    expect(kinds(await take(changes))).toEqual(['updated', 'updated']);
    const [ann, bob] = await contacts();
    expect(ann).toMatchObject({ displayName: 'Ann Lee', primaryEmail: 'ann@example.com', createdAt: '2020-02-03T00:00:00.000Z' });
    expect(bob).toMatchObject({ displayName: 'Bob', primaryEmail: 'bob@example.com', primaryPhone: '+49 30 901820' });
  });

  it('knows that two rows of one batch are the same person', async () => {
    expect(
      kinds(
        await take([
          row({ primaryEmail: 'ann@example.com', firstName: 'Ann' }),
          row({ primaryEmail: 'Ann@Example.com', company: 'Acme' }),
          row({ primaryEmail: 'ann@example.com' }),
        ]),
      ),
    ).toEqual(['created', 'updated', 'unchanged']);
    expect(await contacts()).toMatchObject([{ displayName: 'Ann', company: 'Acme' }]);
  });

  it('keeps what a person changed, added or removed in the moment between reading and writing', async () => {
    await take([
      row({ primaryEmail: 'ann@example.com', firstName: 'Ann', company: 'Acme' }),
      row({ primaryEmail: 'bob@example.com', firstName: 'Bob' }),
      row({ primaryEmail: 'cy@example.com', firstName: 'Cy' }),
    ]);
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let isHeld = false;
    const editing = test.app.get(UnitOfWork, { strict: false }).run(ctx, async (ctx) => {
      const change = (set: string, email: string) =>
        execute(ctx.manager, sql`UPDATE base_contacts SET ${sql.raw(set)}, version = version + 1 WHERE email_key = ${email}`);
      await change(`company = 'Beta', sort_company = 'beta'`, 'ann@example.com');
      await change(`deleted_at = '2026-01-01T00:00:00.000Z'`, 'cy@example.com');
      isHeld = true;
      await held;
    });
    await waitFor('the edit to hold its rows', () => isHeld);
    const importing = take([
      row({ primaryEmail: 'ann@example.com', lastName: 'Lee' }),
      row({ primaryEmail: 'bob@example.com', lastName: 'Roe' }),
      row({ primaryEmail: 'ann@example.com', primaryPhone: '+49 30 901820', phoneE164: '+4930901820' }),
      row({ primaryEmail: 'cy@example.com', lastName: 'Poe' }),
    ]);
    // On SQLite the import waits for its turn before it reads; on PostgreSQL it has read and waits for the rows.
    if (isPostgres(ctx.manager))
      await waitFor('the import to wait for the rows', async () => {
        const waiting = await queryOne<{ n: number }>(
          test.services.dataSource.manager,
          sql`SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return Number(waiting?.n) > 0;
      });
    letGo();
    await editing;
    expect(kinds(await importing)).toEqual(['updated', 'updated', 'updated', 'created']);
    expect(await contacts()).toMatchObject([
      { displayName: 'Ann Lee', company: 'Beta', primaryPhone: '+49 30 901820' },
      { displayName: 'Bob Roe' },
      { displayName: 'Poe' },
    ]);
  });

  it('makes one contact of each row when two imports of one file run at once', async () => {
    const people = Array.from({ length: 400 }, (_, i) =>
      row({ firstName: `Ann ${i}\\N`, company: 'a\\tb', primaryEmail: `both${i}@example.com` }),
    );
    const [first, second] = await Promise.all([take(people), take(people)]);
    for (const [i] of people.entries()) expect([first[i]?.kind, second[i]?.kind].sort()).toEqual(['created', 'unchanged']);
    expect(await dataOf(owner.get('contacts/count'))).toMatchObject({ count: 400 });
    const page = await dataOf<{ items: Contact[] }>(owner.get('contacts?search=both7@example.com'));
    expect(page.items).toMatchObject([{ displayName: 'Ann 7\\N', company: 'a\\tb' }]);
  });

  it('takes the rows beside those of an address that someone else adds at this moment', async () => {
    const people = Array.from({ length: 400 }, (_, i) => row({ firstName: 'Ann', primaryEmail: `race${i}@example.com` }));
    const [outcomes, ...added] = await Promise.all([
      take(people),
      ...[3, 77, 399].map((i) => owner.post('contacts', { firstName: 'Typed', primaryEmail: `race${i}@example.com` })),
    ]);
    expect(outcomes.filter(({ kind }) => kind === 'rejected')).toEqual([]);
    expect(added.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(await dataOf(owner.get('contacts/count'))).toMatchObject({ count: 400 });
  });

  it('keeps two people with one number apart', async () => {
    await take([row({ primaryEmail: 'ann@example.com', primaryPhone: '1', phoneE164: '+4930901820' })]);
    const [outcome] = await take([row({ primaryEmail: 'bob@example.com', phoneE164: '+4930901820', primaryPhone: '1' })]);
    expect(outcome).toMatchObject({
      kind: 'created',
      notes: [{ field: 'primaryPhone', code: 'contact.phoneShared', reason: expect.stringContaining('ann@example.com') }],
    });
    expect(await contacts()).toMatchObject([
      { primaryEmail: 'ann@example.com', primaryPhone: '1' },
      { primaryEmail: 'bob@example.com', primaryPhone: null },
    ]);
  });

  it('only creates, or only updates, when told so', async () => {
    await take([row({ primaryEmail: 'ann@example.com', firstName: 'Ann' })]);
    const rows = [row({ primaryEmail: 'ann@example.com', firstName: 'Anna' }), row({ primaryEmail: 'bob@example.com', firstName: 'Bob' })];
    expect(kinds(await take(rows, { mode: 'updateOnly' }))).toEqual(['updated', 'contact.noMatch']);
    expect(kinds(await take(rows, { mode: 'createOnly' }))).toEqual(['unchanged', 'created']);
  });

  it('writes values of custom fields, and counts a changed value as an update', async () => {
    const plan = await dataOf<{ id: string }>(
      owner.post('custom-fields', { label: 'Plan', fieldType: 'select', options: ['Free', 'Team'] }),
    );
    const seats = await dataOf<{ id: string }>(owner.post('custom-fields', { label: 'Seats', fieldType: 'number' }));
    const fields = [
      { definitionId: plan.id, fieldName: 'plan', fieldType: 'select' },
      { definitionId: seats.id, fieldName: 'seats', fieldType: 'number' },
    ] as const;
    const ann = { primaryEmail: 'ann@example.com' };
    expect(kinds(await take([row({ ...ann, custom: ['Free', '3'] })], { fields }))).toEqual(['created']);
    expect(kinds(await take([row({ ...ann, custom: ['Free', null] })], { fields }))).toEqual(['unchanged']);
    expect(kinds(await take([row({ ...ann, custom: ['Team', null] })], { fields }))).toEqual(['updated']);
    const [found] = await contacts();
    const full = await dataOf<Contact>(owner.get(`contacts/${found?.id}`));
    expect(full.customFields).toMatchObject([
      { fieldName: 'plan', value: 'Team' },
      { fieldName: 'seats', value: '3' },
    ]);
  });

  it('puts everyone on the list, and moves who stood on another stage', async () => {
    const leads = await dataOf<{ id: string }>(owner.post('lists', { name: 'Leads', isPrimary: true }));
    const clients = await dataOf<{ id: string }>(owner.post('lists', { name: 'Clients', isPrimary: true }));
    await take([row({ primaryEmail: 'ann@example.com' })], { listId: leads.id });
    await take([row({ primaryEmail: 'ann@example.com' }), row({ primaryEmail: 'bob@example.com' })], { listId: clients.id });
    expect((await contacts()).map((contact) => contact.lists.map((list) => list.name))).toEqual([['Clients'], ['Clients']]);
    expect((await errorOf((await test.stranger()).get(`lists/${leads.id}`))).status).toBe(404);
  });

  it('is found by search before and after the index has caught up', async () => {
    await take(Array.from({ length: 300 }, (_, n) => row({ firstName: `Person${n}`, primaryEmail: `p${n}@example.com` })));
    const search = async (): Promise<string[]> =>
      (await dataOf<{ items: Contact[] }>(owner.get('contacts?search=person29&sort=name&limit=3'))).items.map(
        (contact) => contact.displayName,
      );
    expect(await search()).toEqual(['Person29', 'Person290', 'Person291']);
    await dataOf(owner.post('contacts', { firstName: 'Newest' }));
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(await search()).toEqual(['Person29', 'Person290', 'Person291']);
    expect((await dataOf<{ count: number }>(owner.get('contacts/count?search=person'))).count).toBe(300);
  });

  it('does not see the contacts of another workspace', async () => {
    const other = await test.stranger();
    await dataOf(other.post('contacts', { primaryEmail: 'ann@example.com', firstName: 'Theirs' }));
    expect(kinds(await take([row({ primaryEmail: 'ann@example.com', firstName: 'Ours' })]))).toEqual(['created']);
    expect((await dataOf<{ items: Contact[] }>(other.get('contacts'))).items.map((contact) => contact.displayName)).toEqual(['Theirs']);
  });
});
