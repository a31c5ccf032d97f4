import { type Campaign, createCampaign, createTemplate } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Tag {
  id: string;
  name: string;
  colour: string | null;
  templates: number;
}
interface Summary {
  id: string;
  tagIds: string[];
  archivedAt: string | null;
}
interface PageOf<Item> {
  items: Item[];
  nextCursor: string | null;
}

let test: TestApp;
let author: Person;
let lists: string[];
beforeAll(async () => {
  test = await TestApp.start();
  author = await test.member('author');
  lists = [(await dataOf<{ id: string }>(author.post('lists', { name: 'Readers' }))).id];
});
afterAll(() => test.stop());

const tag = (name: string): Promise<Tag> => dataOf<Tag>(author.post('template-tags', { name, colour: 'teal' }));
const template = async (): Promise<string> => (await createTemplate(author)).id;
const campaign = (templateId: string, over: object = {}): Promise<Campaign> => createCampaign(author, lists, { templateId, ...over });
const listed = async (query: string): Promise<string[]> =>
  (await dataOf<PageOf<Summary>>(author.get(`templates?limit=200&${query}`))).items.map(({ id }) => id);
const give = (tagId: string, templateIds: string[], isTagged = true): Promise<{ changed: number }> =>
  dataOf(author.post(`template-tags/${tagId}/templates`, { templateIds, isTagged }));
const archive = (templateIds: string[], isArchived = true): Promise<{ changed: number }> =>
  dataOf(author.post('templates/archive', { templateIds, isArchived }));

describe('tags of templates', () => {
  it('are given to many at once, found by, and taken from them again', async () => {
    const [news, receipts] = [await tag('News'), await tag('Receipts')];
    const [one, two, three] = [await template(), await template(), await template()];
    const unknown = '019aad2c-0000-7000-8000-000000000000';
    expect(await give(news.id, [one, two, two, unknown])).toEqual({ changed: 2 });
    expect(await give(news.id, [one, three])).toEqual({ changed: 1 });
    await give(receipts.id, [one]);
    expect((await listed(`tagId=${news.id}`)).sort()).toEqual([one, two, three].sort());
    const { items } = await dataOf<PageOf<Summary>>(author.get(`templates?tagId=${receipts.id}`));
    expect(items).toMatchObject([{ id: one, tagIds: [news.id, receipts.id] }]);
    expect(await give(news.id, [one, two], false)).toEqual({ changed: 2 });
    expect(await listed(`tagId=${news.id}`)).toEqual([three]);
    const tags = await dataOf<Tag[]>(author.get('template-tags'));
    expect(tags.find(({ id }) => id === news.id)).toMatchObject({ name: 'News', colour: 'teal', templates: 1 });
  });

  it('have names that are unique whatever their case and blanks', async () => {
    const { id } = await tag('Sommer Aktion');
    expect(await errorOf(author.post('template-tags', { name: ' SOMMER  aktion ' }))).toMatchObject({ code: 'templateTag.nameTaken' });
    expect(await dataOf(author.patch(`template-tags/${id}`, { name: 'SOMMER Aktion', colour: null }))).toMatchObject({ colour: null });
    const other = await tag('Winter');
    expect((await author.patch(`template-tags/${other.id}`, { name: 'sommer aktion' })).status).toBe(409);
    for (const name of ['x'.repeat(200), '   ', '\u200b']) {
      const refused = await author.post('template-tags', { name });
      expect({ name: name.slice(0, 5), status: refused.status }).toEqual({ name: name.slice(0, 5), status: 422 });
    }
  });

  it('are let go by templates when they are deleted, and belong to one workspace', async () => {
    const { id } = await tag('Short lived');
    const one = await template();
    await give(id, [one]);
    const stranger = await test.stranger();
    expect((await stranger.post(`template-tags/${id}/templates`, { templateIds: [one], isTagged: false })).status).toBe(404);
    expect((await stranger.get('template-tags')).body.data).toEqual([]);
    expect((await author.delete(`template-tags/${id}`)).status).toBe(200);
    expect((await dataOf<PageOf<Summary>>(author.get('templates?limit=200'))).items.find((row) => row.id === one)?.tagIds).toEqual([]);
  });
});

describe('the archive', () => {
  it('offers a template no longer, and a draft that is composed with it keeps it', async () => {
    const one = await template();
    const draft = await campaign(one);
    expect(await archive([one])).toEqual({ changed: 1 });
    expect(await archive([one, one])).toEqual({ changed: 0 });
    expect(await listed('')).not.toContain(one);
    expect(await listed('archived=true')).toEqual([one]);
    const kept = await dataOf<{ template: object }>(author.get(`campaigns/${draft.id}`));
    expect(kept.template).toMatchObject({ id: one, version: 1, versionLabel: null });
    expect((await author.patch(`campaigns/${draft.id}`, { version: draft.version, subject: 'Another subject' })).status).toBe(200);
    expect(await archive([one], false)).toEqual({ changed: 1 });
    expect(await listed('')).toContain(one);
  });

  it('leaves what is in the trash there', async () => {
    const one = await template();
    await archive([one]);
    await dataOf(author.delete(`templates/${one}`));
    expect(await archive([one], false)).toEqual({ changed: 0 });
    expect(await listed('archived=true')).not.toContain(one);
    expect(await listed('trashed=true')).toContain(one);
  });
});

describe('what uses a template', () => {
  it('is told page by page, with the version that each keeps', async () => {
    const one = await template();
    const [version] = await dataOf<{ id: string }[]>(author.get(`templates/${one}/versions`));
    await dataOf(author.patch(`templates/${one}/versions/${version?.id}`, { label: 'As approved' }));
    const made: string[] = [];
    for (let number = 0; number < 3; number += 1) {
      made.unshift((await campaign(one)).id);
    }
    await dataOf(author.post(`campaigns/${made[1]}/request-approval`, {}));
    const first = await dataOf<PageOf<{ id: string }>>(author.get(`templates/${one}/uses?limit=2`));
    const second = await dataOf<PageOf<{ id: string }>>(author.get(`templates/${one}/uses?limit=2&cursor=${first.nextCursor}`));
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made);
    expect(second.nextCursor).toBeNull();
    expect(first.items).toMatchObject([
      { kind: 'campaign', status: 'draft', version: null, versionLabel: null },
      { kind: 'campaign', status: 'inReview', version: 1, versionLabel: 'As approved' },
    ]);
    expect(await dataOf(author.get(`campaigns/${made[1]}`))).toMatchObject({ template: { version: 1, versionLabel: 'As approved' } });
    expect((await (await test.stranger()).get(`templates/${one}/uses`)).status).toBe(404);
  });

  it('counts a variant with the template once, beside the campaign that has another', async () => {
    const [one, other] = [await template(), await template()];
    const variants = [{ name: 'A' }, { name: 'B', templateId: other }];
    const { id } = await campaign(one, { abTest: { variants, sample: null } });
    for (const used of [one, other]) {
      const { items } = await dataOf<PageOf<{ id: string }>>(author.get(`templates/${used}/uses`));
      expect(items.map((use) => use.id)).toEqual([id]);
    }
  });
});

describe('the name of a version', () => {
  it('changes nothing that the version says', async () => {
    const one = await template();
    const [version] = await dataOf<{ id: string }[]>(author.get(`templates/${one}/versions`));
    const before = await dataOf<object>(author.get(`templates/${one}/versions/${version?.id}`));
    const named = await dataOf(author.patch(`templates/${one}/versions/${version?.id}`, { label: '  May  ' }));
    expect(named).toEqual({ ...before, label: 'May' });
    expect(await dataOf(author.get(`templates/${one}`))).toMatchObject({ version: 1, versionId: version?.id });
    expect(await dataOf(author.patch(`templates/${one}/versions/${version?.id}`, { label: '' }))).toEqual(before);
    expect((await author.patch(`templates/${one}/versions/${version?.id}`, { label: 'x'.repeat(81) })).status).toBe(422);
    expect((await author.patch(`templates/${await template()}/versions/${version?.id}`, { label: 'Not yours' })).status).toBe(404);
    const viewer = await test.member('viewer');
    expect((await viewer.patch(`templates/${one}/versions/${version?.id}`, { label: 'Mine' })).status).toBe(403);
  });
});
