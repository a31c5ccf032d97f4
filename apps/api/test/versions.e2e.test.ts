import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Versioned {
  id: string;
  version: number;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
  owner = await test.stranger('Vera');
});
afterAll(() => test.stop());

let made = 0;
const named = (): string => `No ${(made += 1)}`;

const KINDS = {
  contacts: { input: () => ({ firstName: 'Ann' }), change: { company: 'Lee' } },
  templates: { input: () => ({ name: named(), subject: 'Hi', bodyHtml: '<p>Hi</p>' }), change: { subject: 'Hello' } },
  segments: {
    input: () => ({ name: named(), tree: { rule: 'field', with: { field: 'company', operator: 'is', value: 'Lee' } } }),
    change: { description: 'Of Lee' },
  },
  campaigns: { input: () => ({ name: named() }), change: { name: 'Another' } },
};

describe.each(Object.entries(KINDS))('a version of %s', (path, { input, change }) => {
  const make = (): Promise<Versioned> => dataOf<Versioned>(owner.post(path, input()));

  it('is the ETag, which a change may name in place of the number', async () => {
    const { id, version } = await make();
    const read = await owner.get(`${path}/${id}`);
    expect(read.headers['etag']).toBe(`"${version}"`);
    const changed = await owner.patch(`${path}/${id}`, change).set('If-Match', `"${version}"`);
    expect(changed.status).toBe(200);
    expect(changed.headers['etag']).toBe(`"${version + 1}"`);
  });

  it('that is old is refused with 412 and the one there is, in a change and in a deletion', async () => {
    const { id, version } = await make();
    await dataOf(owner.patch(`${path}/${id}`, { ...change, version }));
    const late = owner.patch(`${path}/${id}`, change).set('If-Match', `"${version}"`);
    const refused = await late;
    expect(refused.status).toBe(412);
    expect(refused.headers['etag']).toBe(`"${version + 1}"`);
    const { error } = refused.body as { error: { code: string; details: unknown } };
    expect(error.code).toMatch(/\.changedMeanwhile$/);
    expect(error.details).toEqual({ version: version + 1 });
    for (const tag of [`"${version}"`, '"other"', 'W/"99999999999"'])
      expect(await errorOf(owner.delete(`${path}/${id}`).set('If-Match', tag))).toMatchObject({
        status: 412,
        details: { version: version + 1 },
      });
    await dataOf(owner.get(`${path}/${id}`));
    await dataOf(owner.delete(`${path}/${id}`).set('If-Match', `W/"${version + 1}"`));
  });

  it('in the body alone is refused with 409, as before', async () => {
    const { id, version } = await make();
    expect(await errorOf(owner.patch(`${path}/${id}`, { ...change, version: version + 1 }))).toMatchObject({
      status: 409,
      details: { version },
    });
  });

  it('is asked for: neither of the two, or two that differ, change nothing', async () => {
    const { id, version } = await make();
    expect((await errorOf(owner.patch(`${path}/${id}`, change))).fields[0]?.field).toBe('version');
    const twice = await errorOf(owner.patch(`${path}/${id}`, { ...change, version }).set('If-Match', `"${version + 1}"`));
    expect(twice).toMatchObject({ status: 422, fields: [{ field: 'version', code: 'version.twoNamed' }] });
    expect(await errorOf(owner.patch(`${path}/${id}`, change).set('If-Match', '"1", "2"'))).toMatchObject({
      status: 400,
      code: 'request.ifMatch',
    });
    expect(await dataOf<Versioned>(owner.get(`${path}/${id}`))).toMatchObject({ version });
  });

  it('is no secret door: a stranger gets 404', async () => {
    const { id, version } = await make();
    const stranger = await test.stranger('Sven');
    stranger.workspaceId = owner.workspaceId;
    expect((await errorOf(stranger.patch(`${path}/${id}`, change).set('If-Match', `"${version}"`))).status).toBe(404);
  });
});

const OPTIONAL = {
  lists: { input: () => ({ name: named() }), change: () => ({ name: named() }) },
  'custom-fields': { input: () => ({ label: named(), fieldType: 'text' }), change: () => ({ description: named() }) },
};

describe.each(Object.entries(OPTIONAL))('a version of %s', (path, { input, change }) => {
  const make = (): Promise<Versioned> => dataOf<Versioned>(owner.post(path, input()));
  const all = (): Promise<Versioned[]> => dataOf<Versioned[]>(owner.get(path));

  it('counts its changes, and need not be named by a change', async () => {
    const { id, version } = await make();
    const changed = await owner.patch(`${path}/${id}`, change());
    expect(changed.status).toBe(200);
    expect(changed.headers['etag']).toBe(`"${version + 1}"`);
    expect(await dataOf<Versioned>(owner.patch(`${path}/${id}`, change()))).toMatchObject({ version: version + 2 });
    expect((await all()).find((one) => one.id === id)).toMatchObject({ version: version + 2 });
  });

  it('that is named and old is refused, with 412 in a header and 409 in the body, also in a deletion', async () => {
    const { id, version } = await make();
    await dataOf(owner.patch(`${path}/${id}`, { ...change(), version }));
    const details = { version: version + 1 };
    expect(await errorOf(owner.patch(`${path}/${id}`, change()).set('If-Match', `"${version}"`))).toMatchObject({ status: 412, details });
    const inBody = await errorOf(owner.patch(`${path}/${id}`, { ...change(), version }));
    expect(inBody).toMatchObject({ status: 409, details });
    expect(inBody.code).toMatch(/\.changedMeanwhile$/);
    expect(await errorOf(owner.delete(`${path}/${id}`).set('If-Match', `"${version}"`))).toMatchObject({ status: 412, details });
    await dataOf(owner.delete(`${path}/${id}`).set('If-Match', `"${version + 1}"`));
    expect((await all()).some((one) => one.id === id)).toBe(false);
  });

  it('is no secret door: a stranger gets 404', async () => {
    const { id, version } = await make();
    const stranger = await test.stranger('Sid');
    stranger.workspaceId = owner.workspaceId;
    expect((await errorOf(stranger.patch(`${path}/${id}`, { ...change(), version }))).status).toBe(404);
  });
});

it('of a list stays when only the order of the stages changes', async () => {
  const stages: Versioned[] = [];
  for (let n = 0; n < 2; n += 1) stages.push(await dataOf<Versioned>(owner.post('lists', { name: named(), isPrimary: true })));
  await dataOf(owner.put('lists/stage-order', { stageIds: stages.map(({ id }) => id).reverse() }));
  for (const { id, version } of stages) expect(await dataOf<Versioned>(owner.get(`lists/${id}`))).toMatchObject({ version });
});
