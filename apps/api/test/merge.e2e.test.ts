import { queryRows, sql, type SqlFragment } from '../src/platform/database/sql.js';
import { ConsentService } from '../src/modules/consent/ConsentService.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { waitFor } from './support/waitFor.js';
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
  emails: { value: string; isPrimary: boolean }[];
  phones: { value: string; isPrimary: boolean }[];
  lists: { id: string; name: string; isPrimary: boolean }[];
  customFields: { fieldName: string; value: string | null }[];
}
interface Merge {
  id: string;
  state: string;
  primaryId: string;
  secondaries: { id: string; displayName: string }[];
  movesText: string;
  canUndo: boolean;
}
interface Preview {
  contacts: { id: string; version: number; isPrimary: boolean }[];
  fields: { name: string; value: string | null; from: string | null; isConflict: boolean }[];
  movesText: string;
  furtherPoints: { kind: string; value: string }[];
  consent: { channel: string; isStopped: boolean; text: string }[];
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Mia ${Math.random()}`);
});

const rows = (statement: SqlFragment): Promise<Record<string, unknown>[]> => queryRows(test.services.dataSource.manager, statement);
const create = (input: object): Promise<Contact> => dataOf<Contact>(owner.post('contacts', input));
const get = (id: string): Promise<Contact> => dataOf<Contact>(owner.get(`contacts/${id}`));
const merge = (primaryId: string, secondaryIds: string[], more: object = {}): Promise<Merge> =>
  dataOf<Merge>(owner.post('merges', { primaryId, secondaryIds, ...more }));
const undo = (id: string): Promise<Merge> => dataOf<Merge>(owner.post(`merges/${id}/undo`));
const note = async (id: string, text: string): Promise<string> =>
  (await dataOf<{ id: string }>(owner.post(`contacts/${id}/notes`, { text }))).id;
const titles = async (id: string): Promise<string[]> =>
  (await dataOf<{ items: { title: string; content: { text?: string } }[] }>(owner.get(`contacts/${id}/timeline`))).items.map(
    ({ title, content }) => content.text ?? title,
  );
const suppressed = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await rows(sql`SELECT address_key AS key, reason FROM suppressions WHERE workspace_id = ${owner.workspaceId}`)).map(
      ({ key, reason }) => [key, reason],
    ),
  ) as Record<string, string>;

describe('a merge', () => {
  it('keeps the primary, fills what it lacks, keeps addresses as further ones, and joins lists and timeline', async () => {
    const list = await dataOf<{ id: string }>(owner.post('lists', { name: 'News' }));
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@one.example' });
    const other = await create({
      firstName: 'Anne',
      lastName: 'Lee',
      primaryEmail: 'ann@two.example',
      primaryPhone: '+49 30 23125 210',
      company: 'Quist Works',
      listIds: [list.id],
    });
    await note(other.id, 'Called');
    const done = await merge(ann.id, [other.id]);
    expect(done).toMatchObject({ state: 'merged', primaryId: ann.id, movesText: '2 timeline entries, 1 list', canUndo: true });
    expect(await get(ann.id)).toMatchObject({
      displayName: 'Ann Lee',
      primaryEmail: 'ann@one.example',
      primaryPhone: '+49 30 23125 210',
      company: 'Quist Works',
      emails: [{ value: 'ann@one.example' }, { value: 'ann@two.example', isPrimary: false }],
      lists: [{ name: 'News' }],
    });
    expect((await errorOf(owner.get(`contacts/${other.id}`))).status).toBe(410);
    expect(await titles(ann.id)).toEqual(['Merged with Anne Lee', 'Called', 'Added to the list News', 'Contact added']);
    // Found by the address that is a further one now.
    const { items } = await dataOf<{ items: { id: string }[] }>(owner.get('contacts?search=ann@two.example'));
    expect(items.map(({ id }) => id)).toEqual([ann.id]);
  });

  it('takes what was chosen for each field: the primary’s, the other’s, or a value of its own', async () => {
    await dataOf(owner.post('custom-fields', { label: 'Plan', fieldName: 'plan', fieldType: 'text' }));
    await dataOf(owner.post('custom-fields', { label: 'Seats', fieldName: 'seats', fieldType: 'number' }));
    await dataOf(owner.post('custom-fields', { label: 'City', fieldName: 'city', fieldType: 'text' }));
    const [hot, cold] = [
      await dataOf<{ id: string }>(owner.post('lists', { name: 'Hot', isPrimary: true })),
      await dataOf<{ id: string }>(owner.post('lists', { name: 'Cold', isPrimary: true })),
    ];
    const ann = await create({
      firstName: 'Ann',
      lastName: 'Li',
      primaryEmail: 'ann@one.example',
      company: 'One',
      listIds: [cold.id],
      customFields: { plan: 'Team', seats: 3 },
    });
    const bea = await create({
      firstName: 'Anna',
      lastName: 'Lee',
      primaryEmail: 'ann@two.example',
      company: 'Two',
      listIds: [hot.id],
      customFields: { plan: 'Solo', seats: 4, city: 'Graz' },
    });
    const input = {
      choices: {
        firstName: 'custom',
        lastName: 'secondary',
        primaryEmail: bea.id,
        company: 'primary',
        stage: 'secondary',
        'custom.plan': 'secondary',
        seats: 'custom',
        'custom.city': 'primary',
      },
      customValues: { firstName: 'Änne', 'custom.seats': 12 },
    };
    const preview = await dataOf<Preview>(owner.post('merges/preview', { primaryId: ann.id, secondaryIds: [bea.id], ...input }));
    expect(Object.fromEntries(preview.fields.map(({ name, value }) => [name, value]))).toEqual({
      firstName: 'Änne',
      lastName: 'Lee',
      primaryEmail: 'ann@two.example',
      primaryPhone: null,
      company: 'One',
      stage: 'Hot',
      'custom.plan': 'Solo',
      'custom.seats': '12',
      'custom.city': null,
    });
    expect(preview.furtherPoints).toEqual([{ kind: 'email', value: 'ann@one.example' }]);
    const done = await merge(ann.id, [bea.id], input);
    expect(await get(ann.id)).toMatchObject({
      displayName: 'Änne Lee',
      company: 'One',
      primaryEmail: 'ann@two.example',
      emails: [{ value: 'ann@two.example' }, { value: 'ann@one.example' }],
      lists: [{ name: 'Hot' }],
      customFields: [
        { fieldName: 'plan', value: 'Solo' },
        { fieldName: 'seats', value: '12' },
        { fieldName: 'city', value: null },
      ],
    });
    await undo(done.id);
    expect(await get(ann.id)).toMatchObject({ ...ann, version: expect.any(Number) as number, updatedAt: expect.any(String) as string });
    expect(await get(bea.id)).toMatchObject(bea);
  });

  it('refuses what cannot be: itself, twice, none, in the trash, another workspace, another version, unknown choices', async () => {
    const [ann, bea] = [await create({ firstName: 'Ann' }), await create({ firstName: 'Bea' })];
    const refused = (primaryId: string, secondaryIds: string[], more: object = {}): ReturnType<typeof errorOf> =>
      errorOf(owner.post('merges', { primaryId, secondaryIds, ...more }));
    const fieldOf = async (asked: ReturnType<typeof errorOf>): Promise<string | undefined> => (await asked).fields[0]?.code;
    expect(await fieldOf(refused(ann.id, [ann.id]))).toBe('merge.withItself');
    expect(await fieldOf(refused(ann.id, [bea.id, bea.id]))).toBe('merge.chosenTwice');
    expect(await fieldOf(refused(ann.id, []))).toBe('merge.noneChosen');
    expect(
      (
        await refused(
          ann.id,
          Array.from({ length: 10 }, () => bea.id),
        )
      ).status,
    ).toBe(422);
    const stranger = await test.stranger();
    const theirs = await dataOf<Contact>(stranger.post('contacts', { firstName: 'Tom' }));
    expect(await refused(ann.id, [theirs.id])).toMatchObject({ status: 404, code: 'contact.notFound' });
    expect(await refused(theirs.id, [ann.id])).toMatchObject({ status: 404, code: 'contact.notFound' });
    expect(await refused(ann.id, [bea.id], { versions: { [bea.id]: 7 } })).toMatchObject({
      status: 412,
      code: 'merge.changedMeanwhile',
      details: { contactId: bea.id, version: 1 },
    });
    for (const more of [
      { choices: { shoeSize: 'primary' } },
      { choices: { company: 'third' } },
      { choices: { company: 'custom' } },
      { choices: { company: 'primary' }, customValues: { company: 'X' } },
      { choices: { stage: 'custom' }, customValues: { stage: 'X' } },
      { customValues: { primaryEmail: 'no address' } },
      { customValues: { company: { deep: 1 } } },
      { choices: { firstName: 'custom' }, customValues: { firstName: null } },
    ])
      expect(await fieldOf(refused(ann.id, [bea.id], more))).toBe('merge.badChoice');
    await dataOf(owner.delete(`contacts/${bea.id}`));
    expect(await refused(ann.id, [bea.id])).toMatchObject({ status: 409, code: 'merge.inTrash', details: { contactId: bea.id } });
    expect(await get(ann.id)).toMatchObject({ version: 1 });
  });

  it('is made once when two ask for it at the same moment', async () => {
    const [ann, bea] = [await create({ firstName: 'Ann' }), await create({ firstName: 'Bea' })];
    const answers = await Promise.all([
      owner.post('merges', { primaryId: ann.id, secondaryIds: [bea.id] }),
      owner.post('merges', { primaryId: bea.id, secondaryIds: [ann.id] }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404]);
  });

  it('carries the strictest no to every address, and takes it back with the merge', async () => {
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@one.example' });
    const bea = await create({ firstName: 'Ann', primaryEmail: 'ann@two.example' });
    const cy = await create({ firstName: 'Ann', primaryEmail: 'ann@three.example' });
    const suppress = async (key: string, event: string): Promise<void> => {
      await rows(
        sql`INSERT INTO consent_events (id, workspace_id, channel, address_key, event, source, created_at) VALUES (${`0${key}`}, ${owner.workspaceId}, 'email', ${key}, ${event}, 'test', '2026-01-01T00:00:00.000Z')`,
      );
      await rows(
        sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${owner.workspaceId}, 'email', ${key}, ${event}, '2026-01-01T00:00:00.000Z')`,
      );
    };
    await suppress('ann@two.example', 'unsubscribed');
    await suppress('ann@three.example', 'bounced');
    const before = await suppressed();
    const asked = { primaryId: ann.id, secondaryIds: [bea.id, cy.id] };
    const { consent } = await dataOf<Preview>(owner.post('merges/preview', asked));
    expect(consent).toEqual([
      {
        channel: 'email',
        isStopped: true,
        text: 'This person gets no email: ann@two.example unsubscribed. That holds for every address they have.',
      },
    ]);
    const done = await merge(ann.id, [bea.id, cy.id]);
    // A bounce says something of its address alone; the unsubscription is stronger.
    expect(await suppressed()).toEqual({
      'ann@one.example': 'unsubscribed',
      'ann@two.example': 'unsubscribed',
      'ann@three.example': 'unsubscribed',
    });
    await undo(done.id);
    expect(await suppressed()).toEqual(before);
  });

  it('carries topics that were left and the longest pause to every address, and takes them back with the merge', async () => {
    const topic = await dataOf<{ id: string }>(owner.post('topics', { name: 'Merged news' }));
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@four.example' });
    const bea = await create({ firstName: 'Ann', primaryEmail: 'ann@five.example' });
    await rows(
      sql`INSERT INTO topic_opt_outs (workspace_id, channel, address_key, topic_id, created_at) VALUES (${owner.workspaceId}, 'email', 'ann@five.example', ${topic.id}, '2026-01-01T00:00:00.000Z')`,
    );
    for (const [key, until] of [
      ['ann@four.example', '2098-01-01T00:00:00.000Z'],
      ['ann@five.example', '2099-01-01T00:00:00.000Z'],
    ])
      await rows(
        sql`INSERT INTO consent_pauses (workspace_id, channel, address_key, until, created_at) VALUES (${owner.workspaceId}, 'email', ${key}, ${until}, '2026-01-01T00:00:00.000Z')`,
      );
    const choices = async (): Promise<unknown> => ({
      left: (await rows(sql`SELECT address_key AS key FROM topic_opt_outs WHERE topic_id = ${topic.id} ORDER BY address_key`)).map(
        (row) => row['key'],
      ),
      pauses: (await rows(sql`SELECT until FROM consent_pauses WHERE address_key LIKE 'ann@f%' ORDER BY address_key`)).map((row) =>
        String(row['until']).slice(0, 4),
      ),
    });
    const before = await choices();
    expect(before).toEqual({ left: ['ann@five.example'], pauses: ['2099', '2098'] });
    const done = await merge(ann.id, [bea.id]);
    expect(await choices()).toEqual({ left: ['ann@five.example', 'ann@four.example'], pauses: ['2099', '2099'] });
    await undo(done.id);
    expect(await choices()).toEqual(before);
  });
});

describe('what still comes for a contact that became part of another', () => {
  it('is told on the timeline of the one that stayed', async () => {
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@one.example' });
    const bea = await create({ firstName: 'Ann', primaryEmail: 'ann@two.example' });
    await merge(ann.id, [bea.id]);
    const ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
    const said = { channel: 'email', addressKey: 'ann@two.example', source: 'unsubscribeLink', contactId: bea.id } as const;
    await test.app.get(ConsentService, { strict: false }).suppress(ctx, 'unsubscribed', said);
    await waitFor('the entry', async () => (await titles(ann.id)).includes('Unsubscribed from your emails'));
  });
});

describe('an undo', () => {
  it('keeps what came later with the contact that stayed', async () => {
    await dataOf(owner.post('custom-fields', { label: 'Plan', fieldName: 'plan', fieldType: 'text' }));
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@one.example' });
    const bea = await create({ lastName: 'Lee', primaryEmail: 'ann@two.example', company: 'Two', customFields: { plan: 'Solo' } });
    await note(bea.id, 'Before');
    const done = await merge(ann.id, [bea.id]);
    await note(ann.id, 'After');
    const { version } = await get(ann.id);
    await dataOf(owner.patch(`contacts/${ann.id}`, { version, company: 'Three', customFields: { plan: 'Team' } }));
    expect(await undo(done.id)).toMatchObject({ state: 'undone', canUndo: false });
    expect(await get(ann.id)).toMatchObject({
      displayName: 'Ann',
      company: 'Three',
      emails: [{ value: 'ann@one.example' }],
      customFields: [{ value: 'Team' }],
    });
    expect(await get(bea.id)).toMatchObject({
      displayName: 'Lee',
      company: 'Two',
      customFields: [{ value: 'Solo' }],
      version: bea.version,
    });
    expect(await titles(ann.id)).toEqual(['Merge with Lee undone', 'After', 'Merged with Lee', 'Contact added']);
    expect(await titles(bea.id)).toEqual(['Before', 'Contact added']);
    expect(await errorOf(owner.post(`merges/${done.id}/undo`))).toMatchObject({ status: 409, code: 'merge.alreadyUndone' });
  });

  it('says who has the address by now, and changes nothing', async () => {
    const [ann, bea] = [await create({ firstName: 'Ann' }), await create({ firstName: 'Bea', primaryEmail: 'bea@one.example' })];
    const done = await merge(ann.id, [bea.id], { choices: { primaryEmail: 'primary' } });
    const cy = await create({ firstName: 'Cy', primaryEmail: 'bea@one.example' });
    expect(await errorOf(owner.post(`merges/${done.id}/undo`))).toMatchObject({
      status: 409,
      code: 'merge.emailTaken',
      message: 'Cy has this email address now. Change or remove it there, then undo the merge.',
      details: { existingContactId: cy.id },
    });
    expect((await errorOf(owner.get(`contacts/${bea.id}`))).status).toBe(410);
    await dataOf(owner.patch(`contacts/${cy.id}`, { version: cy.version, primaryEmail: null }));
    await undo(done.id);
    expect(await get(bea.id)).toMatchObject({ primaryEmail: 'bea@one.example' });
  });

  it('of a merge whose result was merged further waits for that one, and needs the contact out of the trash', async () => {
    const [ann, bea, cy] = [await create({ firstName: 'Ann' }), await create({ firstName: 'Bea' }), await create({ firstName: 'Cy' })];
    const first = await merge(bea.id, [ann.id]);
    const second = await merge(cy.id, [bea.id]);
    expect(await errorOf(owner.post(`merges/${first.id}/undo`))).toMatchObject({ status: 409, code: 'merge.mergedFurther' });
    await dataOf(owner.delete(`contacts/${cy.id}`));
    expect(await errorOf(owner.post(`merges/${second.id}/undo`))).toMatchObject({ status: 409, code: 'merge.primaryInTrash' });
    await dataOf(owner.post(`contacts/${cy.id}/restore`));
    await undo(second.id);
    await undo(first.id);
    expect(await Promise.all([ann, bea, cy].map(async ({ id }) => (await get(id)).displayName))).toEqual(['Ann', 'Bea', 'Cy']);
  });

  it('is offered in the list of merges, to this workspace alone, for 90 days', async () => {
    const [ann, bea] = [await create({ firstName: 'Ann' }), await create({ firstName: 'Bea' })];
    const done = await merge(ann.id, [bea.id]);
    const { items } = await dataOf<{ items: Merge[] }>(owner.get(`merges?contactId=${ann.id}`));
    expect(items).toEqual([done]);
    const stranger = await test.stranger();
    expect((await errorOf(stranger.get(`merges/${done.id}`))).status).toBe(404);
    expect((await errorOf(stranger.post(`merges/${done.id}/undo`))).status).toBe(404);
    await rows(sql`UPDATE merge_journal SET merged_at = '2020-01-01T00:00:00.000Z' WHERE id = ${done.id}`);
    expect(await errorOf(owner.post(`merges/${done.id}/undo`))).toMatchObject({ status: 409, code: 'merge.tooLateToUndo' });
  });
});

describe('the address of a contact that was merged', () => {
  const answerOf = async (id: string, person = owner): Promise<unknown[]> => {
    const { status, code, details } = await errorOf(person.get(`contacts/${id}`));
    return [status, code, details['mergedIntoId']];
  };

  it('names the contact that stands for it, also when that one was merged later, until the merge is undone', async () => {
    const [first, second, third] = [
      await create({ firstName: 'One' }),
      await create({ firstName: 'Two' }),
      await create({ firstName: 'Three' }),
    ];
    const done = await merge(second.id, [first.id]);
    expect(await answerOf(first.id)).toEqual([410, 'contact.merged', second.id]);
    const later = await merge(third.id, [second.id]);
    expect(await answerOf(first.id)).toEqual([410, 'contact.merged', third.id]);
    expect(await answerOf(second.id)).toEqual([410, 'contact.merged', third.id]);
    await undo(later.id);
    expect(await answerOf(first.id)).toEqual([410, 'contact.merged', second.id]);
    await undo(done.id);
    expect((await get(first.id)).firstName).toBe('One');
  });

  it('tells a stranger nothing', async () => {
    const [kept, gone] = [await create({ firstName: 'Kept' }), await create({ firstName: 'Gone' })];
    await merge(kept.id, [gone.id]);
    expect(await answerOf(gone.id, await test.stranger())).toEqual([404, 'contact.notFound', undefined]);
  });
});
