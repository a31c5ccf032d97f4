import { randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { ContactService } from '../src/modules/contacts/ContactService.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { execute, queryOne, queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, type Person } from './support/Person.js';
import { Program } from './support/Program.js';
import { refuseRows } from './support/refuseRows.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

/** Contacts that many ask for at the same moment. PostgreSQL writes them in groups; nobody may notice. */
interface Failure {
  code: string;
  fields?: { field: string; code: string }[];
  details?: { existingContactId?: string };
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Gro ${Math.random()}`);
});

const manager = () => test.services.dataSource.manager;
const idOf = ({ body }: Response): string => (body as { data: { id: string } }).data.id;
const failureOf = ({ body }: Response): Failure => (body as { error: Failure }).error;
const requestIdOf = ({ headers }: Response): string => String(headers['x-request-id']);
const statuses = (answers: readonly Response[]): Record<number, number> => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const together = (count: number, ask: (n: number) => PromiseLike<Response>): Promise<Response[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => Promise.resolve(ask(n))));

interface Entry {
  entityId: string;
  requestId: string;
  actorId: string;
}
const entries = (): Promise<Entry[]> =>
  queryRows<Entry>(
    manager(),
    sql`SELECT entity_id AS "entityId", request_id AS "requestId", actor_id AS "actorId" FROM audit_logs
        WHERE chain = ${owner.workspaceId} AND action = 'contact.created'`,
  );

/** Log, figures and table say the same as the answers. */
async function expectWritten(created: readonly Response[], by: (answer: Response) => string = () => owner.userId): Promise<void> {
  const expected = created.map((answer) => ({ entityId: idOf(answer), requestId: requestIdOf(answer), actorId: by(answer) }));
  const byId = (a: Entry, b: Entry): number => (a.entityId < b.entityId ? -1 : 1);
  expect((await entries()).sort(byId)).toEqual(expected.sort(byId));
  const rows = await queryRows<{ id: string }>(manager(), sql`SELECT id FROM base_contacts WHERE workspace_id = ${owner.workspaceId}`);
  expect(rows.map(({ id }) => id).sort()).toEqual(created.map(idOf).sort());
  expect(await dataOf(owner.get('contacts/count'))).toEqual({ count: created.length });
  const figure = await queryOne<{ n: number }>(
    manager(),
    sql`SELECT COALESCE(SUM(n), 0) AS n FROM (SELECT n FROM figure_changes WHERE workspace_id = ${owner.workspaceId} AND metric = 'contacts'
        UNION ALL SELECT value FROM daily_figures WHERE workspace_id = ${owner.workspaceId} AND metric = 'contacts') f`,
  );
  expect(Number(figure?.n)).toBe(created.length);
  expect(await dataOf(owner.post('audit/verify'))).toMatchObject({ isUnbroken: true });
  expect((await queryRows(manager(), sql`SELECT id FROM audit_waiting`)).length).toBe(0);
}

it('gives each address to one of them, and each its own answer, request and entry', async () => {
  const program = await Program.of(owner, ['contacts:write']);
  const askers = [owner, program];
  const ask = (n: number): PromiseLike<Response> =>
    (askers[n % 2] ?? owner).post('contacts', { firstName: 'Ada', lastName: `Number ${n}`, primaryEmail: `Person${n % 120}@example.com` });
  const answers = await together(200, ask);
  expect(statuses(answers)).toEqual({ 201: 120, 409: 80 });
  expect(new Set(answers.map(requestIdOf)).size).toBe(200);
  const created = answers.filter(({ status }) => status === 201);
  const winners = new Map(created.map((answer) => [(answer.body as { data: { primaryEmail: string } }).data.primaryEmail, idOf(answer)]));
  expect(winners.size).toBe(120);
  for (const [n, answer] of answers.entries()) {
    if (answer.status === 201) continue;
    const { code, fields, details } = failureOf(answer);
    expect({ code, field: fields?.[0]?.field }).toEqual({ code: 'contact.emailTaken', field: 'primaryEmail' });
    expect(details?.existingContactId).toBe(winners.get(`Person${n % 120}@example.com`));
  }
  await expectWritten(created, (answer) => (answers.indexOf(answer) % 2 === 0 ? owner.userId : program.keyId));
  const makers = await queryRows<{ by: string }>(
    manager(),
    sql`SELECT DISTINCT created_by AS by FROM base_contacts WHERE workspace_id = ${owner.workspaceId}`,
  );
  expect(makers).toEqual([{ by: owner.userId }]);
});

it('are a few transactions on PostgreSQL, each of many', async () => {
  const service = test.app.get(ContactService, { strict: false });
  const ctx = jobContext(manager(), owner.workspaceId, 'test');
  await Promise.all(Array.from({ length: 40 }, (_, n) => service.create(ctx, { firstName: `Person ${n}` })));
  if (!test.database.isPostgres) return expect(await dataOf(owner.get('contacts/count'))).toEqual({ count: 40 });
  const units = await queryRows<{ n: number }>(
    manager(),
    sql`SELECT COUNT(*) AS n FROM base_contacts WHERE workspace_id = ${owner.workspaceId} GROUP BY xmin::text`,
  );
  expect(units.map(({ n }) => Number(n)).sort()).toEqual([32, 8]);
});

it('answers as it answers one alone', async () => {
  const field = { fieldName: 'plan', label: 'Plan', fieldType: 'text', defaultValue: 'free' };
  await dataOf(owner.post('custom-fields', field));
  const body = (n: number): object => ({
    firstName: ' Ada ',
    primaryEmail: `Ada.${n}@Example.com`,
    primaryPhone: `+49 30 90182${100 + n}`,
    company: 'X',
  });
  const [alone] = await together(1, () => owner.post('contacts', body(0)));
  const [first, ...others] = await together(20, (n) => owner.post('contacts', { ...body(n + 1), customFields: { plan: `p${n}` } }));
  const shapeOf = (answer: Response | undefined): object => {
    const { id, createdAt, updatedAt, primaryEmail, emails, phones, primaryPhone, customFields, ...rest } = (
      answer?.body as { data: Record<string, unknown> }
    ).data;
    return {
      ...rest,
      ids: [id, createdAt, updatedAt].every(Boolean),
      emails: [primaryEmail, emails].flat().length,
      phones: [primaryPhone, phones].flat().length,
    };
  };
  expect(shapeOf(first)).toEqual(shapeOf(alone));
  for (const [n, answer] of [first, ...others].entries()) {
    expect((answer?.body as { data: { customFields: object } }).data.customFields).toMatchObject([{ fieldName: 'plan', value: `p${n}` }]);
    expect(await dataOf(owner.get(`contacts/${answer ? idOf(answer) : ''}`))).toEqual((answer?.body as { data: object }).data);
  }
  expect(await dataOf(owner.get(`contacts/${alone ? idOf(alone) : ''}`))).toEqual((alone?.body as { data: object }).data);
});

it('refuses what is wrong with one of them, and nobody else', async () => {
  await dataOf(owner.post('custom-fields', { fieldName: 'code', label: 'Code', fieldType: 'number', isRequired: true }));
  const list = await dataOf<{ id: string }>(owner.post('lists', { name: 'Some' }));
  const wrong: Record<number, object> = {
    3: { customFields: {} },
    11: { customFields: { code: 'many' } },
    17: { customFields: { code: 1, unknown: 'x' } },
    23: { primaryEmail: 'nobody' },
    29: { listIds: [randomUUID()] },
    31: { listIds: [list.id] },
  };
  const answers = await together(40, (n) => owner.post('contacts', { firstName: `Person ${n}`, customFields: { code: n }, ...wrong[n] }));
  expect(statuses(answers)).toEqual({ 201: 35, 404: 1, 422: 4 });
  expect([3, 11, 17, 23, 29].map((n) => answers[n] && failureOf(answers[n]).fields?.map(({ code }) => code))).toEqual([
    ['customField.required'],
    ['customField.invalid'],
    ['customField.unknown'],
    [expect.any(String)],
    undefined,
  ]);
  await expectWritten(answers.filter(({ status }) => status === 201));
});

it('shares a number as it does for one after the other', async () => {
  const phone = '+49 30 901820';
  const answers = await together(30, (n) =>
    owner.post('contacts', {
      firstName: `First${n}`,
      lastName: `Last${n}`,
      primaryEmail: `${n}@example.com`,
      ...(n % 10 === 0 ? { primaryPhone: phone } : {}),
    }),
  );
  expect(statuses(answers)).toEqual({ 201: 30 });
  const phones = answers
    .flatMap(({ body }) => (body as { data: { primaryPhone: string | null; phones: object[] } }).data)
    .filter(({ phones }) => phones.length > 0);
  expect(phones).toHaveLength(3);
  expect(phones.filter(({ primaryPhone }) => primaryPhone !== null)).toHaveLength(1);
  await expectWritten(answers);
});

it('acts once for each Idempotency-Key', async () => {
  const program = await Program.of(owner, ['contacts:write']);
  const keys = Array.from({ length: 15 }, () => randomUUID());
  const key = (n: number): string => keys[n % keys.length] ?? '';
  const ask = (n: number): PromiseLike<Response> =>
    program.post('contacts', { firstName: 'Ada', lastName: key(n) }).set('Idempotency-Key', key(n));
  const answers = await together(60, ask);
  const created = answers.filter(({ status, headers }) => status === 201 && !headers['idempotency-replayed']);
  expect(created).toHaveLength(15);
  for (const answer of answers.filter(({ status }) => status !== 201)) expect(failureOf(answer).code).toBe('idempotency.inProgress');
  const again = await together(15, ask);
  expect(again.every(({ status, headers }) => status === 201 && headers['idempotency-replayed'] === 'true')).toBe(true);
  expect(again.map(idOf).sort()).toEqual(created.map(idOf).sort());
  const acted = await queryRows(
    manager(),
    sql`SELECT claim FROM idempotency_keys WHERE idempotency_key IN (${sql.list(keys)}) AND acted_at IS NOT NULL AND status = 201`,
  );
  expect(acted).toHaveLength(15);
  await expectWritten(created, () => program.keyId);
});

it('does not bring back one who was erased', async () => {
  const { id } = await dataOf<{ id: string }>(
    owner.post('contacts', { firstName: 'Ann', primaryEmail: 'ann@example.com', primaryPhone: '+49 30 901821' }),
  );
  await dataOf(owner.post(`contacts/${id}/erasure`, { confirm: 'ann@example.com' }));
  await waitFor(
    'the erasure to end',
    async () => (await queryRows(manager(), sql`SELECT id FROM removals WHERE target_id = ${id}`)).length === 0,
  );
  const before = (await entries()).length;
  const again: Record<number, object> = { 4: { primaryEmail: 'ANN@example.com' }, 9: { primaryPhone: '+49 30 901821' } };
  const answers = await together(25, (n) =>
    owner.post('contacts', { firstName: `Person ${n}`, primaryEmail: `${n}@example.com`, ...again[n] }),
  );
  expect(statuses(answers)).toEqual({ 201: 23, 409: 2 });
  expect([4, 9].map((n) => answers[n] && failureOf(answers[n]))).toMatchObject([
    { code: 'contact.erased', fields: [{ field: 'primaryEmail' }] },
    { code: 'contact.erased', fields: [{ field: 'primaryPhone' }] },
  ]);
  expect((await entries()).length).toBe(before + 23);
  expect(await dataOf(owner.get('contacts/count'))).toEqual({ count: 23 });
  expect(await dataOf(owner.post('audit/verify'))).toMatchObject({ isUnbroken: true });
});

it('writes the others when the database refuses one', async () => {
  const mend = await refuseRows(test, { table: 'base_contacts', before: 'INSERT', when: `NEW.last_name = 'Refused'` });
  try {
    const answers = await together(30, (n) =>
      owner.post('contacts', { firstName: `Person ${n}`, lastName: n === 12 ? 'Refused' : 'Welcome' }),
    );
    expect(statuses(answers)).toEqual({ 201: 29, 500: 1 });
    await expectWritten(answers.filter(({ status }) => status === 201));
  } finally {
    await mend();
  }
});

it('keeps nobody waiting for an address that someone else is just writing', async () => {
  if (!test.database.isPostgres) return expect(test.services.dataSource.options.type).toBe('better-sqlite3');
  const primaryEmail = 'held@example.com';
  const other = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Other' }));
  const runner = test.services.dataSource.createQueryRunner();
  await runner.startTransaction();
  await execute(
    runner.manager,
    sql`UPDATE base_contacts SET email_key = ${primaryEmail}, primary_email = ${primaryEmail} WHERE id = ${other.id}`,
  );
  let isAnswered = false;
  const held = Promise.resolve(owner.post('contacts', { firstName: 'Held', primaryEmail })).then((answer) => {
    isAnswered = true;
    return answer;
  });
  const others = await together(30, (n) => owner.post('contacts', { firstName: `Person ${n}`, primaryEmail: `${n}@example.com` }));
  expect(statuses(others)).toEqual({ 201: 30 });
  expect(isAnswered).toBe(false);
  await runner.commitTransaction();
  await runner.release();
  const answer = await held;
  expect([answer.status, failureOf(answer).details?.existingContactId]).toEqual([409, other.id]);
});
