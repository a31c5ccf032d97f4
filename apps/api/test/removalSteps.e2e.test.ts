import { AsyncLocalStorage } from 'node:async_hooks';
import type { RapportDataSource } from '../src/platform/database/RapportDataSource.js';
import { StepRemover } from '../src/platform/database/removeInSteps.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import type { Statement } from '../src/platform/database/Statement.js';
import { dataOf, errorOf } from './support/Person.js';
import { countOf, seedMany } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const manager = () => test.services.dataSource.manager;

it('finds out for each table how many rows go at a time, however quick the rows of another are', async () => {
  const person = await test.stranger('Stella Step');
  // The many entries hang on one contact, and are gone before the first contact is.
  await seedMany(test, person.workspaceId, 3_000, { entries: 8_000 });
  const left = () => countOf(test, 'base_contacts', sql`workspace_id = ${person.workspaceId}`);
  const contacts: number[] = [];
  let before = await left();
  const remover = new StepRemover(manager(), {
    onStep: async () => {
      const now = await left();
      if (now < before) contacts.push(before - now);
      before = now;
    },
  });
  expect(await remover.remove('base_contacts', sql`workspace_id = ${person.workspaceId}`)).toBe(true);
  expect(contacts.reduce((sum, rows) => sum + rows, 0)).toBe(3_000);
  expect(contacts[0]).toBeLessThanOrEqual(200);
  const most = test.database.isPostgres ? 400 : 100;
  // What was left of four hundred may lie between them, and count as quick itself.
  contacts.slice(1).forEach((rows, i) => {
    expect(rows).toBeLessThanOrEqual(Math.min(most, 4 * Math.max(contacts[i] ?? 0, contacts[i - 1] ?? 0)));
  });
});

it('reads no more of a table than goes in a step', async () => {
  const person = await test.stranger('Peter Plan');
  const { listIds } = await seedMany(test, person.workspaceId, 2_000, { lists: 1, fields: 1, entries: 2_000 });
  const source = test.services.dataSource as RapportDataSource;
  const run = source.execute.bind(source);
  const deletions: Statement[] = [];
  // Jobs of the server delete meanwhile too; theirs are not what is looked at.
  const removal = new AsyncLocalStorage<true>();
  source.execute = (statement, runner) => {
    if (removal.getStore() && /^(DELETE|UPDATE)/.test(statement.text)) deletions.push(statement);
    return run(statement, runner);
  };
  try {
    await removal.run(true, async () => {
      expect(await new StepRemover(manager()).empty('contact_lists', listIds)).toBe(true);
      expect(await new StepRemover(manager()).remove('base_contacts', sql`workspace_id = ${person.workspaceId}`)).toBe(true);
    });
  } finally {
    source.execute = run;
  }
  const tables = new Set(deletions.map(({ text }) => /^(?:DELETE FROM|UPDATE) (\w+)/.exec(text)?.[1] ?? ''));
  expect([...tables]).toEqual(expect.arrayContaining(['contact_list_assignments', 'custom_fields', 'communication_logs', 'base_contacts']));
  const postgres = test.database.isPostgres;
  for (const { text, parameters } of new Map(deletions.map((statement) => [statement.text, statement])).values()) {
    const rows = (await manager().query(`EXPLAIN ${postgres ? '' : 'QUERY PLAN '}${text}`, [...parameters])) as Record<string, string>[];
    const plan = rows.map((row) => row['detail'] ?? row['QUERY PLAN'] ?? '').join('\n');
    // Where the rows to go are looked for is the planner's choice; those that go are not looked for once more.
    if (postgres) expect(plan).not.toMatch(/Join|Nested Loop/);
    else expect(plan).not.toMatch(/^SCAN/m);
  }
});

it('leaves it to new contacts to tidy the search index of SQLite: no deletion writes it anew, and none is found', async () => {
  const person = await test.stranger('Sid Search');
  const { id } = await dataOf<{ id: string }>(person.post('contacts', { firstName: 'Gondolin', primaryEmail: 'gondolin@example.com' }));
  await dataOf(person.post('contacts', { firstName: 'Gondolinde' }));
  expect(await dataOf(person.get('contacts/count?search=gondolin'))).toEqual({ count: 2 });
  await new StepRemover(manager()).remove('base_contacts', sql`id = ${id}`);
  expect(await dataOf(person.get('contacts/count?search=gondolin'))).toEqual({ count: 1 });
  if (test.database.isPostgres) return;
  for (const index of ['contact_search', 'contact_short']) {
    const config = await queryRows(manager(), sql`SELECT v FROM ${sql.raw(`${index}_config`)} WHERE k = 'deletemerge'`);
    expect(config).toEqual([{ v: 0 }]);
  }
});

it('removes nothing for a stranger', async () => {
  const stranger = await test.stranger('Nadia Nobody');
  const { id } = await dataOf<{ id: string }>(test.owner.post('contacts', { firstName: 'Stays' }));
  expect((await errorOf(stranger.delete(`contacts/${id}`))).status).toBe(404);
  expect(await dataOf(test.owner.get(`contacts/${id}`))).toMatchObject({ firstName: 'Stays' });
});
