import { createOpenApiDocument } from '../src/openApiDocument.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { type FilledLists, fillLists } from './support/world.js';

/** Characters of JSON. Names and addresses of the greatest length that can be stored fit; bodies do not. */
const LARGEST_ENTRY = 2_500;
/** Definitions, few of them and needed whole by whoever draws a form: up to 200 options of 200 characters, and a default value or the value. */
const LARGER: Readonly<Record<string, number>> = {
  listCustomFields: 55_000,
  listPersonalFields: 55_000,
  listPersonalValues: 55_000,
  listSenderTypes: 5_000,
  listImportRejects: 4_000,
  // A conversation is read whole; there are at most 300, of at most 2,000 characters each.
  listCampaignComments: 3_000,
};

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { content?: { 'application/json'?: { schema?: Envelope } } }>>;
}

interface Envelope {
  readonly properties?: { readonly data?: { readonly type?: string; readonly properties?: { readonly items?: unknown } } };
}

let test: TestApp;
let full: Required<FilledLists>;
beforeAll(async () => {
  test = await TestApp.start();
  full = await fillLists(test);
}, 120_000);
afterAll(() => test.stop());

/** Every GET that answers a list or a page of one. */
function listRoutes(): { id: string; path: string }[] {
  const { paths } = createOpenApiDocument(test.app);
  return Object.entries(paths).flatMap(([path, item]) => {
    const operation = (item as { get?: Operation }).get;
    const data = operation?.responses['200']?.content?.['application/json']?.schema?.properties?.data;
    return operation && (data?.type === 'array' || data?.properties?.items) ? [{ id: operation.operationId, path }] : [];
  });
}

function addressOf({ id, path }: { id: string; path: string }): string {
  const values: Record<string, string> = { workspaceId: test.owner.workspaceId, ...full.parameters[id] };
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  return full.queries[id] ? `${filled}?${full.queries[id]}` : filled;
}

it('carries names and numbers in a list, and no bodies: whoever wants those reads one', async () => {
  const routes = listRoutes();
  const problems: string[] = [];
  for (const route of routes) {
    const address = addressOf(route);
    const data = address.includes('{') ? [] : await dataOf<object[] | { items: object[] }>(test.owner.get(address));
    const entries = Array.isArray(data) ? data : data.items;
    const largest = Math.max(0, ...entries.map((entry) => JSON.stringify(entry).length));
    const limit = LARGER[route.id] ?? LARGEST_ENTRY;
    // A new list has to be filled by the part of its module in test/world.
    if (entries.length === 0) problems.push(`${route.id} is empty`);
    if (largest > limit) problems.push(`${route.id} has an entry of ${largest} characters, more than ${limit}`);
  }
  expect(problems).toEqual([]);
  expect(routes.length).toBeGreaterThan(25);
});

it('has in one read what a list leaves out', async () => {
  const [version] = await dataOf<{ id: string }[]>(test.owner.get(`templates/${full.parameters['listTemplateVersions']?.['id']}/versions`));
  const path = `templates/${full.parameters['listTemplateVersions']?.['id']}/versions/${version?.id}`;
  expect((await dataOf<{ bodyHtml: string }>(test.owner.get(path))).bodyHtml.length).toBeGreaterThan(800_000);

  const contactId = full.parameters['listTimeline']?.['id'] ?? '';
  const timeline = await dataOf<{ items: Shortened[] }>(test.owner.get(`contacts/${contactId}/timeline?type=note`));
  expect(timeline.items[0]).toMatchObject({ isShortened: true });
  const note = await dataOf<Shortened & { content: { text: string } }>(
    test.owner.get(`contacts/${contactId}/timeline/${timeline.items[0]?.id}`),
  );
  expect([note.isShortened, note.content.text.length]).toEqual([false, 10_000]);

  const history = await dataOf<{ items: Shortened[] }>(test.owner.get(`audit/history?entityType=contact&entityId=${contactId}`));
  const changed = history.items.find(({ action }) => action === 'contact.updated');
  expect(changed).toMatchObject({ isShortened: true });
  const entry = await dataOf<Shortened & { changes: { after: string }[] }>(test.owner.get(`audit/entries/${changed?.id}`));
  expect(entry).toMatchObject({ isShortened: false });
  expect(entry.changes).toHaveLength(8);
  expect(Math.min(...entry.changes.map(({ after }) => after.length))).toBeGreaterThan(450);
});

it('opens one of them only to those who may see its list', async () => {
  const stranger = await test.stranger();
  const viewer = await test.member('viewer');
  const contactId = full.parameters['listTimeline']?.['id'] ?? '';
  const templateId = full.parameters['listTemplateVersions']?.['id'] ?? '';
  const [version] = await dataOf<{ id: string }[]>(test.owner.get(`templates/${templateId}/versions`));
  const [note] = (await dataOf<{ items: Shortened[] }>(test.owner.get(`contacts/${contactId}/timeline?type=note`))).items;
  const audit = (await dataOf<{ items: (Shortened & { entity: { type: string } | null })[] }>(test.owner.get('audit?limit=200'))).items;
  const ofContact = audit.find(({ entity }) => entity?.type === 'contact');
  const ofKey = audit.find(({ entity }) => entity?.type === 'apiKey');
  const paths = [
    `templates/${templateId}/versions/${version?.id}`,
    `contacts/${contactId}/timeline/${note?.id}`,
    `audit/entries/${ofContact?.id}`,
  ];
  for (const path of paths) {
    expect((await viewer.get(path)).status).toBe(200);
    expect((await stranger.get(`/api/v1/workspaces/${test.owner.workspaceId}/${path}`)).status).toBe(404);
    expect((await stranger.get(path)).status).toBe(404);
  }
  expect((await test.owner.get(`audit/entries/${ofKey?.id}`)).status).toBe(200);
  expect((await viewer.get(`audit/entries/${ofKey?.id}`)).status).toBe(404);
});

interface Shortened {
  readonly id: string;
  readonly isShortened: boolean;
  readonly action?: string;
}
