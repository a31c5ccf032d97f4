import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Snippet {
  id: string;
  key: string;
  version: number;
  usedByTemplates: number;
}
interface Template {
  id: string;
  version: number;
  versionId: string;
  bodyHtml: string;
  document: { rows: { columns: { blocks: Record<string, unknown>[] }[] }[] } | null;
}
interface Preview {
  html: string;
  text: string;
  problems: { code: string; line?: number; block?: string }[];
}

let test: TestApp;
let author: Person;
beforeAll(async () => {
  test = await TestApp.start();
  author = await test.member('author');
});
afterAll(() => test.stop());

let made = 0;
const add = (body: string, kind = 'richText', name = `Part ${(made += 1)}`): Promise<Snippet> =>
  dataOf<Snippet>(author.post('snippets', { name, kind, body }));
const change = ({ id, version }: Pick<Snippet, 'id' | 'version'>, body: string): Promise<Snippet> =>
  dataOf<Snippet>(author.patch(`snippets/${id}`, { version, body }));
const template = (bodyHtml: string, more: object = {}): Promise<Template> =>
  dataOf<Template>(author.post('templates', { name: `Letter ${(made += 1)}`, subject: 'Hi', bodyHtml, ...more }));
const preview = (bodyHtml: string): Promise<Preview> => dataOf<Preview>(author.post('templates/preview', { subject: 'Hi', bodyHtml }));
const refused = async (request: ReturnType<Person['post']>, status: number): Promise<Awaited<ReturnType<typeof errorOf>>> => {
  const error = await errorOf(request);
  expect(error.status).toBe(status);
  return error;
};
const renew = ({ id, version }: Template, ...snippetIds: string[]): ReturnType<Person['post']> =>
  author.post(`templates/${id}/renew-snippets`, { version, snippetIds });

const theme = { page: '#f3f4f7', surface: '#ffffff', text: '#1d2330', accent: '#2f5fd0', font: 'sans', radius: 6 };
const textBlock = (id: string, html: string): object => ({ id, kind: 'text', condition: null, html });
const documentOf = (...blocks: object[]): object => ({
  version: 1,
  theme,
  rows: [{ id: 'r1', layout: 'one', background: null, padding: 16, condition: null, columns: [{ blocks }] }],
});
const held = (id: string, { key, version }: Snippet): object => ({
  ...{ id, kind: 'snippet', condition: null, snippet: key, version, blocks: [] },
});

it('pins what a snippet says when the template is saved, and takes a newer version only when it is told to', async () => {
  const hours = await add('<p>Nine to five</p>', 'richText', 'Opening hours');
  expect(hours).toMatchObject({ key: 'opening-hours', version: 1, usedByTemplates: 0 });
  const letter = await template('<p>Hi</p><p>{% snippet opening-hours %}</p><p>Bye</p>');
  expect(letter.bodyHtml).toBe('<p>Hi</p><!-- snippet-p opening-hours 1 --><p>Nine to five</p><!-- /snippet --><p>Bye</p>');
  const campaign = await dataOf<{ id: string }>(author.post('campaigns', { name: 'Spring', templateId: letter.id }));
  const pinnedOf = async (): Promise<string | null> =>
    (await dataOf<{ templateVersionId: string | null }>(author.get(`campaigns/${campaign.id}`))).templateVersionId;
  const pinned = await pinnedOf();
  await change(hours, '<p>Ten to four</p>');
  const same = await dataOf<Template>(
    author.patch(`templates/${letter.id}`, { version: 1, bodyHtml: '<p>Hi</p><p>{% snippet opening-hours 1 %}</p><p>Bye</p>' }),
  );
  expect(same.version).toBe(1);
  expect(await dataOf(author.get(`snippets/${hours.id}/uses`))).toEqual([
    { id: letter.id, name: expect.any(String) as string, version: 1, snippetVersion: 1, isNewest: false },
  ]);
  const renewed = await dataOf<Template>(renew(letter, hours.id));
  expect(renewed).toMatchObject({ version: 2 });
  expect(renewed.bodyHtml).toContain('<!-- snippet-p opening-hours 2 --><p>Ten to four</p>');
  expect(await pinnedOf()).toBe(pinned);
  const { bodyHtml } = await dataOf<Template>(author.get(`templates/${letter.id}/versions/${letter.versionId}`));
  expect(bodyHtml).toContain('Nine to five');
  expect(await refused(renew(letter, hours.id), 409)).toMatchObject({ code: 'template.changedMeanwhile' });
  expect(await dataOf<Template>(renew(renewed, hours.id))).toMatchObject({ version: 2 });
  expect(await dataOf<Snippet>(author.get(`snippets/${hours.id}`))).toMatchObject({ version: 2, usedByTemplates: 1 });
});

it('shows and checks what snippets say: tags without a fallback, at the line on which the snippet is written', async () => {
  const names = await add('<p>one\n\n{{ first_name }}</p>\n<p>{{ nickname }}</p>');
  const { html, problems } = await preview(`<p>Dear</p>\n<p>{% snippet ${names.key} %}</p>\n<p>{{ last_name }}</p>`);
  expect(html).toContain('Ada');
  expect(html).not.toContain('snippet');
  expect(problems.map(({ code, line }) => [code, line])).toEqual([
    ['template.noFallback', 2],
    ['template.unknownTag', 2],
    ['template.noFallback', 3],
  ]);
  const plain = await add('5 < 6 & so on\nsecond line', 'text');
  expect((await preview(`<p>{% snippet ${plain.key} %}</p>`)).text).toContain('5 < 6 & so on\nsecond line');
});

it('is a block of a document of blocks, alone or as a group', async () => {
  const group = {
    version: 1,
    blocks: [textBlock('a', '<p>Hello {{ company }}</p>'), { id: 'b', kind: 'spacer', condition: null, height: 24 }],
  };
  const parts = await dataOf<Snippet>(author.post('snippets', { name: 'Group', kind: 'blocks', document: group }));
  const rich = await add('<p>Rich</p>');
  const source = await add('<table><tr><td>cell</td></tr></table>', 'html');
  const body = { subject: 'Hi', document: documentOf(held('h1', parts), held('h2', rich)) };
  const saved = await dataOf<Template>(author.post('templates', { name: 'Of blocks', ...body }));
  expect(saved.document?.rows[0]?.columns[0]?.blocks.map(({ blocks }) => (blocks as { id: string }[]).map(({ id }) => id))).toEqual([
    ['h1-0', 'h1-1'],
    ['h2-0'],
  ]);
  expect(saved.bodyHtml).toContain('Hello {{ company }}');
  const { problems } = await dataOf<Preview>(author.post('templates/preview', body));
  expect(problems.map(({ code, block }) => [code, block])).toEqual([['template.noFallback', 'h1']]);
  await dataOf(
    author.patch(`snippets/${parts.id}`, { version: 1, document: { version: 1, blocks: [textBlock('a', '<p>New words</p>')] } }),
  );
  expect((await dataOf<Template>(renew(saved, parts.id))).bodyHtml).toContain('New words');
  // HTML cannot be written as blocks, and blocks not as HTML: that is an error of the message, before it is sent.
  const wrong = await dataOf<Preview>(author.post('templates/preview', { subject: 'Hi', document: documentOf(held('h1', source)) }));
  expect(wrong.problems.map(({ code }) => code)).toContain('template.unknownSnippet');
  expect((await preview(`<p>{% snippet ${parts.key} %}</p>`)).problems.map(({ code }) => code)).toContain('template.unknownSnippet');
});

it('refuses what would break the message around it, and snippets in snippets', async () => {
  const post = (input: object): ReturnType<Person['post']> =>
    author.post('snippets', { name: `Bad ${(made += 1)}`, kind: 'html', ...input });
  const own = await add('<p>x</p>');
  const inside = await dataOf<Snippet>(
    author.post('snippets', { name: 'Blocks', kind: 'blocks', document: { version: 1, blocks: [textBlock('a', 'x')] } }),
  );
  const refusals: [object, string][] = [
    [{ body: '<p>{% if company %}Hi</p>' }, 'template.unclosedBlock'],
    [{ body: '<p>{% endif %}</p>' }, 'template.strayClosing'],
    [{ body: '<p>{{ first_name </p>' }, 'template.unclosedTag'],
    [{ body: `<p>{% snippet ${own.key} %}</p>` }, 'snippet.nested'],
    [{ body: '<p>x</p><!-- /snippet -->' }, 'snippet.nested'],
    [{ body: '<p> </p>' }, 'snippet.empty'],
    [{ body: 'x', document: { version: 1, blocks: [] } }, 'snippet.kindMismatch'],
    [{ kind: 'blocks', document: { version: 7, blocks: [] } }, 'blocks.unknownVersion'],
    [{ kind: 'blocks', document: { version: 1, blocks: [held('h', inside)] } }, 'blocks.badShape'],
    [{ kind: 'blocks', document: { version: 1, blocks: [] } }, 'snippet.empty'],
    [{ name: 'x'.repeat(300), body: 'x' }, 'field.maxLength'],
  ];
  for (const [input, code] of refusals) expect([input, (await refused(post(input), 422)).fields?.[0]?.code]).toEqual([input, code]);
  expect(await refused(author.patch(`snippets/${own.id}`, { version: 1, body: `{% snippet ${own.key} %}` }), 422)).toMatchObject({
    fields: [{ field: 'body', code: 'snippet.nested' }],
  });
});

it('takes names that differ in more than their case, and gives each snippet a key of its own', async () => {
  await add('x', 'text', 'Straße');
  expect(await refused(author.post('snippets', { name: 'straße', kind: 'text', body: 'x' }), 409)).toMatchObject({
    code: 'snippet.nameTaken',
  });
  expect((await add('x', 'text', 'Straße!')).key).toBe('straße-2');
  expect((await add('x', 'text', 'ساعات العمل')).key).toBe('ساعات-العمل');
  expect((await add('x', 'text', '!?')).key).toBe('snippet');
});

it('lets one of two who save at once go first', async () => {
  const one = await add('<p>x</p>');
  const answers = await Promise.all(['a', 'b'].map((body) => author.patch(`snippets/${one.id}`, { version: 1, body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const versions = await dataOf<{ version: number; createdByName: string }[]>(author.get(`snippets/${one.id}/versions`));
  expect(versions.map(({ version }) => version)).toEqual([2, 1]);
});

it('stays in the templates that hold it when it is deleted, and comes back from the trash', async () => {
  const one = await add('<p>Kept</p>');
  const letter = await template(`<p>{% snippet ${one.key} %}</p>`);
  await dataOf(author.delete(`snippets/${one.id}`));
  const saved = await dataOf<Template>(
    author.patch(`templates/${letter.id}`, { version: 1, subject: 'New', bodyHtml: `<p>{% snippet ${one.key} 1 %}</p><p>More</p>` }),
  );
  expect(saved.bodyHtml).toContain('Kept');
  await refused(renew(saved, one.id), 404);
  expect((await dataOf<Snippet[]>(author.get('snippets?trashed=true'))).map(({ id }) => id)).toEqual([one.id]);
  await dataOf(author.post(`snippets/${one.id}/restore`));
  expect((await dataOf<Snippet[]>(author.get('snippets'))).map(({ id }) => id)).toContain(one.id);
});

it('holds two hundred of them, and says when they are too long together', async () => {
  const short = await add('<p>x</p>');
  const long = await add(`<p>${'y'.repeat(49_000)}</p>`);
  const saved = await template(`<p>{% snippet ${short.key} %}</p>`.repeat(200));
  expect(saved.bodyHtml.match(/<p>x<\/p>/g)).toHaveLength(200);
  const tooLong = { name: 'Too long', subject: 'Hi', bodyHtml: `<p>{% snippet ${long.key} %}</p>`.repeat(200) };
  expect(await refused(author.post('templates', tooLong), 422)).toMatchObject({
    fields: [{ field: 'bodyHtml', code: 'template.tooLong' }],
  });
  const blocks = Array.from({ length: 101 }, (_, index) => held(`h${index}`, short));
  expect(await refused(author.post('templates', { name: 'Many', subject: 'Hi', document: documentOf(...blocks) }), 422)).toMatchObject({
    fields: [{ code: 'blocks.tooMany' }],
  });
});

it('is of its workspace only', async () => {
  const one = await add('<p>Secret</p>');
  const stranger = await test.stranger();
  await refused(stranger.get(`snippets/${one.id}`), 404);
  await refused(stranger.get(`snippets/${one.id}/uses`), 404);
  const answer = await dataOf<Preview>(
    stranger.post('templates/preview', { subject: 'Hi', bodyHtml: `<p>{% snippet ${one.key} 1 %}</p>` }),
  );
  expect(answer.problems.map(({ code }) => code)).toContain('template.unknownSnippet');
});
