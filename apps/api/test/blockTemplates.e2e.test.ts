import { jobContext } from '../src/platform/context/contexts.js';
import { execute, queryOne, sql } from '../src/platform/database/sql.js';
import { approvedCampaign, createTemplate, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Template {
  id: string;
  version: number;
  versionId: string;
  kind: string;
  document: object | null;
  bodyHtml: string;
}

interface Preview {
  html: string;
  text: string;
  problems: { code: string; severity: string; block?: string }[];
}

type Block = Record<string, unknown>;
type Document = { version: number; theme: object; rows: Record<string, unknown>[] };

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const theme = { page: '#f3f4f7', surface: '#ffffff', text: '#1d2330', accent: '#2f5fd0', font: 'sans', radius: 6 };
const isAda = { tag: 'first_name', operator: 'is', value: 'Ada' };
const text = (id: string, html: string, condition: object | null = null): Block => ({ id, kind: 'text', condition, html });
const button: Block = {
  id: 'go',
  kind: 'button',
  condition: null,
  text: 'Visit us',
  href: 'https://example.com',
  align: 'left',
  isFullWidth: false,
};
const footer: Block = { id: 'end', kind: 'footer', condition: null, html: '', unsubscribeText: 'Unsubscribe', align: 'left' };
const documentOf = (...blocks: Block[]): Document => ({
  version: 1,
  theme,
  rows: [{ id: 'row', layout: 'one', background: null, padding: 16, condition: null, columns: [{ blocks }] }],
});

let count = 0;
const create = (document: Document, over: object = {}): PromiseLike<Template> => {
  count += 1;
  return dataOf<Template>(test.owner.post('templates', { name: `Blocks ${count}`, subject: 'Hello', document, ...over }));
};
const preview = (body: object): PromiseLike<Preview> => dataOf(test.owner.post('templates/preview', { subject: 'Hello', ...body }));

describe('a template of blocks', () => {
  it('keeps its document beside the HTML that it was compiled to, in each version', async () => {
    const document = documentOf(text('one', '<p>Hi {{ first_name | default: "you" }}</p>'), button, footer);
    const first = await create(document);
    expect(first).toMatchObject({ version: 1, kind: 'blocks', document });
    expect(first.bodyHtml).toContain('Hi {{ first_name | default: "you" }}');
    expect(await dataOf(test.owner.get(`templates/${first.id}`))).toEqual(first);
    const same = await dataOf<Template>(test.owner.patch(`templates/${first.id}`, { version: 1, document, bodyHtml: first.bodyHtml }));
    expect(same).toMatchObject({ version: 1, versionId: first.versionId });
    const renamed = await dataOf<Template>(test.owner.patch(`templates/${first.id}`, { version: 1, subject: 'Hello you' }));
    expect(renamed).toMatchObject({ version: 2, kind: 'blocks', document, bodyHtml: first.bodyHtml });
    const changed = documentOf(text('one', '<p>Bye</p>'), footer);
    const second = await dataOf<Template>(test.owner.patch(`templates/${first.id}`, { version: 2, document: changed }));
    expect(second).toMatchObject({ version: 3, document: changed });
    expect(await dataOf(test.owner.get(`templates/${first.id}/versions/${first.versionId}`))).toMatchObject({
      kind: 'blocks',
      document,
      bodyHtml: first.bodyHtml,
    });
    expect(await dataOf(test.owner.post(`templates/${first.id}/duplicate`))).toMatchObject({
      kind: 'blocks',
      document: changed,
      bodyHtml: second.bodyHtml,
    });
  });

  it('is not changed past its document, and can be given up for HTML', async () => {
    const template = await create(documentOf(text('one', '<p>Hi</p>'), footer));
    const patch = (body: object): ReturnType<typeof errorOf> =>
      errorOf(test.owner.patch(`templates/${template.id}`, { version: 1, ...body }));
    expect(await patch({ bodyHtml: '<p>Else</p>' })).toMatchObject({
      status: 422,
      fields: [{ field: 'bodyHtml', code: 'template.bodyIsCompiled' }],
    });
    expect(await patch({ document: null })).toMatchObject({
      status: 422,
      fields: [{ field: 'document', code: 'template.documentMissing' }],
    });
    expect(await patch({ kind: 'html', document: documentOf(footer) })).toMatchObject({
      status: 422,
      fields: [{ field: 'kind', code: 'template.kindMismatch' }],
    });
    const html = await dataOf<Template>(test.owner.patch(`templates/${template.id}`, { version: 1, kind: 'html', document: null }));
    expect(html).toMatchObject({ version: 2, kind: 'html', document: null, bodyHtml: template.bodyHtml });
    const plain = await createTemplate(test.owner);
    expect(await dataOf(test.owner.get(`templates/${plain.id}`))).toMatchObject({ kind: 'richText', document: null });
    expect(await errorOf(test.owner.patch(`templates/${plain.id}`, { version: 1, kind: 'blocks' }))).toMatchObject({
      fields: [{ field: 'document', code: 'template.documentMissing' }],
    });
    expect(await errorOf(test.owner.post('templates', { name: 'Nothing', subject: 'Hello' }))).toMatchObject({
      status: 422,
      fields: [{ field: 'bodyHtml', code: 'template.bodyMissing' }],
    });
  });

  const nested = (depth: number): object => (depth === 0 ? isAda : { ...isAda, condition: nested(depth - 1) });
  const many = Array.from({ length: 201 }, (_, index) => text(`t${index}`, '<p>x</p>'));
  it.each([
    ['an unknown version', { ...documentOf(footer), version: 2 }, 'document.version', 'blocks.unknownVersion'],
    ['no version', { theme, rows: [] }, 'document.version', 'blocks.unknownVersion'],
    [
      'a link that runs code',
      documentOf({ ...button, href: 'java\nscript:alert(1)' }),
      'document.rows.0.columns.0.blocks.0.href',
      'blocks.badShape',
    ],
    ['an unknown block', documentOf(footer, { ...button, kind: 'video' }), 'document.rows.0.columns.0.blocks.1.kind', 'blocks.badShape'],
    ['an unknown field', documentOf({ ...button, onclick: 'x' }), 'document.rows.0.columns.0.blocks.0.onclick', 'blocks.badShape'],
    [
      'conditions in a condition',
      documentOf(text('a', 'x', nested(10))),
      'document.rows.0.columns.0.blocks.0.condition.condition',
      'blocks.badShape',
    ],
    [
      'a condition that ends its tag',
      documentOf(text('a', 'x', { ...isAda, value: '" %}{{ email }}' })),
      'document.rows.0.columns.0.blocks.0.condition.value',
      'blocks.badShape',
    ],
    [
      'a condition that asks for code',
      documentOf(text('a', 'x', { ...isAda, tag: 'a %}{% assign b' })),
      'document.rows.0.columns.0.blocks.0.condition.tag',
      'blocks.badShape',
    ],
    ['the same id twice', documentOf(footer, footer), 'document.rows.0.columns.0.blocks.1.id', 'blocks.badShape'],
    [
      'too many blocks',
      {
        ...documentOf(),
        rows: [many.slice(0, 101), many.slice(101)].map((blocks, index) => ({
          ...documentOf().rows[0],
          id: `r${index}`,
          columns: [{ blocks }],
        })),
      },
      'document.rows',
      'blocks.tooMany',
    ],
    [
      'a colour that is more',
      { ...documentOf(footer), theme: { ...theme, page: '#fff;background:url(x)' } },
      'document.theme.page',
      'blocks.badShape',
    ],
    ['a list as a row', { ...documentOf(), rows: [[]] }, 'document.rows.0', 'blocks.badShape'],
  ])('refuses %s and names the field', async (_, document, field, code) => {
    for (const call of [
      test.owner.post('templates', { name: 'Refused', subject: 'Hello', document }),
      test.owner.post('templates/preview', { subject: 'Hello', document }),
    ]) {
      const error = await errorOf(call);
      expect(error).toMatchObject({ status: 422, code: 'request.invalid' });
      expect(error.fields).toContainEqual(expect.objectContaining({ field, code }));
    }
  });

  it('refuses a hundred nested conditions', async () => {
    const document = documentOf(text('a', 'x', nested(100)));
    expect(await errorOf(test.owner.post('templates/preview', { subject: 'Hello', document }))).toMatchObject({
      status: 422,
      code: 'request.tooDeep',
    });
  });

  it('is previewed as its reader gets it, with problems that name the block', async () => {
    const document = documentOf(text('one', '<p>Hi {{ first_nam }}</p>'), text('only', '<p>For Ada</p>', isAda), footer);
    const shown = await preview({ document });
    expect(shown.html).toContain('For Ada');
    expect(shown.problems.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ code: 'template.unknownTag', block: 'one' }),
    ]);
    expect(shown.text).toContain('For Ada');
  });

  it('is sent as it was previewed, to each as their values say', async () => {
    const document = documentOf(
      text('one', '<p>Hi {{ first_name | default: "you" }}</p>'),
      text('only', '<p>For Ada only</p>', isAda),
      footer,
    );
    const template = await create(document);
    const ctx = jobContext(test.services.dataSource.manager, test.owner.workspaceId, 'test');
    const { listId } = await seedList(ctx.manager, test.owner.workspaceId, 2, 'blocks');
    await execute(
      ctx.manager,
      sql`UPDATE base_contacts SET first_name = 'Ada' WHERE workspace_id = ${ctx.workspaceId} AND primary_email = 'blocks0@example.com'`,
    );
    const campaign = await approvedCampaign(test.owner, [listId], { templateId: template.id });
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    await untilStatus(test.owner, campaign.id, 'sent');
    const { items } = await dataOf<{ items: { id: string; to: string; campaignId: string }[] }>(
      test.owner.get('mail-lab/messages?limit=50'),
    );
    for (const { id, to } of items.filter((message) => message.campaignId === campaign.id)) {
      const sent = await dataOf<{ html: string; text: string }>(test.owner.get(`mail-lab/messages/${id}`));
      const found = sql`SELECT id FROM base_contacts WHERE workspace_id = ${ctx.workspaceId} AND primary_email = ${to}`;
      const contactId = (await queryOne<{ id: string }>(ctx.manager, found))?.id;
      const shown = await preview({ subject: 'Hello {{ first_name }}', preheader: null, document, contactId });
      const same = (html: string): string => html.replace(/https?:\/\/[^\s"<>]*\/u\/[\w.-]+/g, 'LEAVE');
      expect(same(sent.html)).toBe(same(shown.html));
      expect(sent.html.includes('For Ada only')).toBe(to === 'blocks0@example.com');
      expect(sent.text.includes('For Ada only')).toBe(to === 'blocks0@example.com');
    }
  });

  it('is not there for a stranger', async () => {
    const template = await create(documentOf(footer));
    const stranger = await test.stranger();
    expect((await errorOf(stranger.get(`templates/${template.id}`))).status).toBe(404);
  });
});
