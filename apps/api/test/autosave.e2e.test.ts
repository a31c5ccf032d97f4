import type { RapportDataSource } from '../src/platform/database/RapportDataSource.js';
import { approvedCampaign, type Campaign, createCampaign, createTemplate, getCampaign, seedList } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Statement {
  readonly text: string;
  readonly isInTransaction: boolean;
}

/** Whoever reads one of these reads people: the time grows with the audience. */
const PEOPLE = /\b(?:base_contacts|contact_list_assignments|suppressions|campaign_recipients)\b/;

let test: TestApp;
let owner: Person;
let listId: string;
beforeAll(async () => {
  test = await TestApp.start();
  owner = test.owner;
  ({ listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, 300));
});
afterAll(() => test.stop());

/** The statements that the server runs meanwhile. All go through these three doors of the data source. */
async function statementsOf(work: () => PromiseLike<unknown>): Promise<Statement[]> {
  const source = test.services.dataSource as RapportDataSource;
  const seen: Statement[] = [];
  const own = { execute: source.execute.bind(source), readAside: source.readAside.bind(source), readShort: source.readShort.bind(source) };
  source.execute = (statement, runner) => {
    seen.push({ text: statement.text, isInTransaction: runner !== undefined });
    return own.execute(statement, runner);
  };
  source.readAside = (statement, runner) => {
    seen.push({ text: statement.text, isInTransaction: runner !== undefined });
    return own.readAside(statement, runner);
  };
  source.readShort = (statement, runner) => {
    // Where there is no connection of its own for it, it goes on through the first door.
    if (test.database.isPostgres && runner === undefined) seen.push({ text: statement.text, isInTransaction: false });
    return own.readShort(statement, runner);
  };
  try {
    await work();
  } finally {
    Object.assign(source, own);
  }
  return seen;
}

const inside = (statements: readonly Statement[]): string[] => statements.filter((each) => each.isInTransaction).map(({ text }) => text);
const readsPeople = (text: string): boolean => PEOPLE.test(text);

/** A draft whose approval is void: its page shows the approval, so each answer says what changed since. */
async function voidedDraft(): Promise<Campaign> {
  const approved = await approvedCampaign(owner, [listId]);
  const draft = await dataOf<Campaign>(owner.patch(`campaigns/${approved.id}`, { version: approved.version, subject: 'First change' }));
  expect(draft).toMatchObject({ status: 'draft', approval: { status: 'void' } });
  return draft;
}

it('the eyes of this test see what reads an audience', async () => {
  const { id } = await createCampaign(owner, [listId]);
  const statements = await statementsOf(() => dataOf(owner.get(`campaigns/${id}/review`)));
  expect(statements.filter(({ text }) => readsPeople(text)).length).toBeGreaterThan(0);
});

it('an autosave of a voided draft reads no audience, neither in its transaction nor beside it', async () => {
  const draft = await voidedDraft();
  const template = await createTemplate(owner);
  let { version } = draft;
  for (const change of [
    { subject: 'Second change' },
    { templateId: template.id },
    { audience: { listIds: [listId], excludeListIds: [] } },
    { schedule: { kind: 'at', localTime: '2099-05-01T09:00', timeZone: 'Europe/Berlin' } },
    { fromName: 'Garden Club of Ghent' },
  ]) {
    const statements = await statementsOf(async () => {
      ({ version } = await dataOf<Campaign>(owner.patch(`campaigns/${draft.id}`, { version, ...change })));
    });
    expect(inside(statements).some((text) => text.includes('UPDATE campaigns'))).toBe(true);
    expect(statements.map(({ text }) => text).filter(readsPeople)).toEqual([]);
  }
});

it('the page of a voided draft reads none either', async () => {
  const draft = await voidedDraft();
  const statements = await statementsOf(() => getCampaign(owner, draft.id));
  expect(statements.length).toBeGreaterThan(2);
  expect(statements.map(({ text }) => text).filter(readsPeople)).toEqual([]);
});

it.each<[string, (id: string) => Promise<unknown>]>([
  ['withdrawal', (id) => dataOf(owner.post(`campaigns/${id}/withdraw`))],
  ['rejection', (id) => dataOf(owner.post(`campaigns/${id}/reject`, { notes: 'Not yet' }))],
  ['decision to approve', (id) => dataOf(owner.post(`campaigns/${id}/approve`, {}))],
  ['refused launch', (id) => errorOf(owner.post(`campaigns/${id}/send`))],
])('a %s reads people outside its transaction only', async (_what, act) => {
  const { id } = await createCampaign(owner, [listId]);
  const asking = await statementsOf(() => dataOf(owner.post(`campaigns/${id}/request-approval`, {})));
  expect(asking.some(({ text }) => readsPeople(text))).toBe(true);
  expect(inside(asking).filter(readsPeople)).toEqual([]);
  expect(inside(await statementsOf(() => act(id))).filter(readsPeople)).toEqual([]);
});

it('a stranger saves nothing', async () => {
  const draft = await voidedDraft();
  const stranger = await test.stranger();
  stranger.workspaceId = owner.workspaceId;
  expect((await errorOf(stranger.patch(`campaigns/${draft.id}`, { version: draft.version, subject: 'Mine' }))).status).toBe(404);
});
