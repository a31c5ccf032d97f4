import { randomBytes, randomUUID } from 'node:crypto';
import type { Response } from 'supertest';
import { systemContext } from '../src/platform/context/contexts.js';
import { execute, queryOne, queryRows, sql } from '../src/platform/database/sql.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { IdempotencyKeys } from '../src/platform/idempotency/IdempotencyKeys.js';
import { SweepIdempotencyKeys } from '../src/platform/idempotency/SweepIdempotencyKeys.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { Program } from './support/Program.js';
import { TestApp } from './support/startTestApp.js';

interface Row {
  status: number | null;
  response: string | null;
  acted_at: string | null;
}

const HOUR_MS = 3_600_000;

let test: TestApp;
let owner: Person;
let program: Program;
beforeAll(async () => {
  test = await TestApp.start();
  owner = test.owner;
  program = await Program.of(owner, ['contacts:read', 'contacts:write', 'lists:read', 'lists:write', 'imports:write']);
});
afterAll(() => test.stop());

const manager = () => test.services.dataSource.manager;
const post = (path: string, body: object, key: string): PromiseLike<Response> => program.post(path, body).set('Idempotency-Key', key);
/** Without an address: nothing but the key keeps two of them apart. */
const personOf = (lastName: string) => ({ firstName: 'Ada', lastName });
const countOf = async (lastName: string): Promise<number> =>
  (await dataOf<{ count: number }>(program.get(`contacts/count?search=${lastName}`))).count;
const rowOf = (key: string): Promise<Row | null> =>
  queryOne<Row>(manager(), sql`SELECT status, response, acted_at FROM idempotency_keys WHERE idempotency_key = ${key}`);

describe('a POST with an Idempotency-Key', () => {
  it('acts once; its repetition gets the stored answer and says so', async () => {
    const key = randomUUID();
    const first = await post('contacts', personOf('Onceson'), key);
    const again = await post('contacts', personOf('Onceson'), key);
    expect(first.status).toBe(201);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.status).toBe(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(await countOf('Onceson')).toBe(1);
  });

  it('acts once when both are sent at the same moment; who comes second waits or gets the answer', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => post('contacts', personOf('Parallelson'), key)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(201);
    for (const { status, body, headers } of answers.filter(({ status }) => status !== 201)) {
      expect(status).toBe(409);
      expect((body as { error: { code: string } }).error.code).toBe('idempotency.inProgress');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(await countOf('Parallelson')).toBe(1);
    expect((await post('contacts', personOf('Parallelson'), key)).status).toBe(201);
  });

  it('refuses the key with another body or another path, and does nothing', async () => {
    const key = randomUUID();
    await dataOf(post('contacts', personOf('Firstson'), key));
    expect(await errorOf(post('contacts', personOf('Secondson'), key))).toMatchObject({
      status: 409,
      code: 'idempotency.keyReused',
    });
    expect(await errorOf(post('lists', personOf('Firstson'), key))).toMatchObject({ status: 409, code: 'idempotency.keyReused' });
    expect(await countOf('Secondson')).toBe(0);
  });

  it('belongs to who sent it: the same key of a person, of another key, in another workspace is another', async () => {
    const key = randomUUID();
    const other = await Program.of(owner, ['lists:write']);
    const stranger = await test.stranger();
    const foreign = await Program.of(stranger, ['lists:write']);
    const answers = await Promise.all([
      post('lists', { name: 'Of the program' }, key),
      other.post('lists', { name: 'Of another program' }).set('Idempotency-Key', key),
      owner.post('lists', { name: 'Of the owner' }).set('Idempotency-Key', key),
      foreign.post('lists', { name: 'Of a stranger' }).set('Idempotency-Key', key),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(answers.map(({ headers }) => headers['idempotency-replayed'])).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('keeps a refusal that would come again, and lets pass what may change: a conflict, a missing proof', async () => {
    const invalid = randomUUID();
    expect((await post('contacts', { primaryEmail: 'no address' }, invalid)).status).toBe(422);
    const again = await post('contacts', { primaryEmail: 'no address' }, invalid);
    expect(again.status).toBe(422);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((again.body as { error: { code: string; fields: object[] } }).error).toMatchObject({ code: 'request.invalid' });

    const conflict = randomUUID();
    await dataOf(program.post('lists', { name: 'Taken' }));
    const lists = await dataOf<{ id: string; name: string }[]>(program.get('lists'));
    const taken = lists.find(({ name }) => name === 'Taken');
    expect((await post('lists', { name: 'Taken' }, conflict)).status).toBe(409);
    await dataOf(owner.delete(`lists/${taken?.id}`));
    expect((await post('lists', { name: 'Taken' }, conflict)).status).toBe(201);
  });

  it('lets a failure of the server pass: the same request acts once the fault is gone', async () => {
    const key = randomUUID();
    const fields = await Program.of(owner, ['fields:write']);
    const make = () => fields.post('custom-fields', { label: 'Plan', fieldType: 'text' }).set('Idempotency-Key', key);
    const rename = (from: string, to: string) =>
      execute(manager(), sql`ALTER TABLE custom_field_definitions RENAME COLUMN ${sql.raw(from)} TO ${sql.raw(to)}`);
    await rename('label', 'broken');
    const failed = await make();
    await rename('broken', 'label');
    expect(failed.status).toBe(500);
    expect(await rowOf(key)).toBeNull();
    expect((await make()).status).toBe(201);
  });

  it('keeps answers sealed: a key shown once is not readable in the database, and still replayed', async () => {
    const key = randomUUID();
    const make = () => owner.post('api-keys', { description: 'x', scopes: ['lists:read'] }).set('Idempotency-Key', key);
    const { secret } = await dataOf<{ secret: string }>(make());
    expect((await rowOf(key))?.response).not.toContain(secret.slice(20));
    expect((await dataOf<{ secret: string }>(make())).secret).toBe(secret);
    const made = await dataOf<{ items: object[] }>(owner.get('api-keys?limit=200'));
    expect(made.items.filter((item) => (item as { description: string }).description === 'x')).toHaveLength(1);
  });

  it('is forgotten after 24 hours, and swept away', async () => {
    const key = randomUUID();
    await dataOf(post('lists', { name: 'Today' }, key));
    test.clock.advance(25 * HOUR_MS);
    expect((await post('lists', { name: 'Tomorrow' }, key)).status).toBe(201);
    test.clock.advance(25 * HOUR_MS);
    await test.app.get(SweepIdempotencyKeys).run();
    expect(await queryRows(manager(), sql`SELECT 1 FROM idempotency_keys`)).toEqual([]);
  });

  it('refuses keys that are none, and uploads', async () => {
    for (const key of ['with space', 'x'.repeat(256), 'ümlaut'])
      expect(await errorOf(post('lists', { name: 'x' }, encodeURI(key) === key ? key : key.replace('ü', '\u00fc')))).toMatchObject({
        status: 400,
        code: 'idempotency.badKey',
      });
    const upload = program
      .ask('post', 'imports')
      .set('Idempotency-Key', randomUUID())
      .attach('file', Buffer.from('email\na@example.com'), 'a.csv');
    expect(await errorOf(upload)).toMatchObject({ status: 400, code: 'idempotency.notForUploads' });
  });

  it('is ignored where nobody is signed in', async () => {
    const key = randomUUID();
    for (let time = 1; time <= 2; time += 1)
      expect(
        (await owner.post('/api/v1/auth/login', { email: 'a@example.com', password: 'wrong wrong' }).set('Idempotency-Key', key)).status,
      ).toBe(401);
    expect(await rowOf(key)).toBeNull();
  });
});

describe('what a crash leaves behind', () => {
  /** As if the process had died at that point: nobody is running this claim. */
  async function crash(key: string, hasActed: boolean): Promise<void> {
    await execute(
      manager(),
      sql`UPDATE idempotency_keys SET status = NULL, response = NULL, claim = 'of a dead process', created_at = ${new Date(test.clock.now().getTime() - HOUR_MS)}
          ${sql.if(!hasActed, sql`, acted_at = NULL`)} WHERE idempotency_key = ${key}`,
    );
  }

  it('the act is marked in its own transaction', async () => {
    const key = randomUUID();
    await dataOf(post('contacts', personOf('Markedson'), key));
    expect((await rowOf(key))?.acted_at).not.toBeNull();
  });

  it('after the act and before its answer: never again, and the caller is told so', async () => {
    const key = randomUUID();
    await dataOf(post('contacts', personOf('Lostson'), key));
    await crash(key, true);
    for (let time = 1; time <= 2; time += 1)
      expect(await errorOf(post('contacts', personOf('Lostson'), key))).toMatchObject({
        status: 409,
        code: 'idempotency.answerLost',
      });
    expect(await countOf('Lostson')).toBe(1);
  });

  it('before the act: the repetition acts', async () => {
    const key = randomUUID();
    expect((await post('contacts', { primaryEmail: 'no address' }, key)).status).toBe(422);
    await crash(key, false);
    expect((await post('contacts', { primaryEmail: 'no address' }, key)).headers['idempotency-replayed']).toBeUndefined();
    expect((await rowOf(key))?.status).toBe(422);
  });

  it('a failure after something was committed is not repeated either', async () => {
    const keys = test.app.get(IdempotencyKeys);
    const slotOf = () => keys.slotOf('test', 'committed-then-failed', { method: 'POST', url: '/', body: {} });
    const first = slotOf();
    expect(await keys.claim(manager(), first)).toBeNull();
    await keys.markActed(manager(), first);
    await keys.release(manager(), first);
    keys.end(first);
    await crash('committed-then-failed', true);
    await expect(keys.claim(manager(), slotOf())).rejects.toMatchObject({ code: 'idempotency.answerLost' });
  });

  it('a process that wakes up after its turn was taken cannot commit', async () => {
    const key = randomUUID();
    const [keys, unitOfWork] = [test.app.get(IdempotencyKeys), test.app.get(UnitOfWork)];
    const slot = keys.slotOf('test', key, { method: 'POST', url: '/', body: {} });
    expect(await keys.claim(manager(), slot)).toBeNull();
    await crash(key, false);
    const act = unitOfWork.run({ ...systemContext(manager()), lastAct: (inside) => keys.markActed(inside, slot) }, (ctx) =>
      execute(ctx.manager, sql`UPDATE workspaces SET name = 'Changed by the one who overslept' WHERE id = ${owner.workspaceId}`),
    );
    await expect(act).rejects.toMatchObject({ code: 'idempotency.turnLost' });
    keys.end(slot);
    expect((await dataOf<{ name: string }>(owner.get(''))).name).not.toContain('overslept');
  });
});

describe('a large answer', () => {
  const template = (bodyHtml: string) => ({ name: `Large ${bodyHtml.length}`, subject: 'Large', bodyHtml });
  const paragraphs = (count: number): string =>
    Array.from({ length: count }, (_, n) => `<p>${`Sentence number ${n} of a long letter, said again and again. `.repeat(150)}</p>`).join(
      '',
    );
  const templates = async (): Promise<number> => (await dataOf<{ items: object[] }>(owner.get('templates?limit=200'))).items.length;
  const ask = (path: string, body: object, key: string): PromiseLike<Response> => owner.post(path, body).set('Idempotency-Key', key);

  it('is kept in a small part of its size, and repeated as it was', async () => {
    const key = randomUUID();
    const before = await templates();
    const first = await ask('templates', template(paragraphs(90)), key);
    expect(first.status).toBe(201);
    expect(first.text.length).toBeGreaterThan(700_000);
    expect((await rowOf(key))?.response?.length).toBeLessThan(180_000);
    const again = await ask('templates', template(paragraphs(90)), key);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect(await templates()).toBe(before + 1);
  });

  it('that does not shrink is not kept, and its request still acts once', async () => {
    const key = randomUUID();
    const before = await templates();
    const noise = `<p>${randomBytes(300_000).toString('hex')}</p>`;
    expect((await ask('templates', template(noise), key)).status).toBe(201);
    expect((await rowOf(key))?.response?.length).toBeLessThan(1_000);
    expect(await errorOf(ask('templates', template(noise), key))).toMatchObject({ status: 409, code: 'idempotency.answerLost' });
    expect(await templates()).toBe(before + 1);
  });

  it('of a request that only reads is not kept at all; it is simply read again', async () => {
    const key = randomUUID();
    const preview = (name: string) => ask('templates/preview', { subject: name, bodyHtml: paragraphs(2) }, key);
    expect((await preview('One')).status).toBe(200);
    expect((await preview('Two')).headers['idempotency-replayed']).toBeUndefined();
    expect(await rowOf(key)).toBeNull();
  });
});
