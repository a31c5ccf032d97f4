import {
  type Block,
  type BlockCondition,
  type BlockDocument,
  type BlockRow,
  checkBlockDocument,
  DEFAULT_BLOCK_THEME,
  mergeTagsFor,
} from '@rapport/common';
import { compileDocument } from '../rendering/compileDocument.js';
import { CompiledTemplate } from '../rendering/CompiledTemplate.js';
import type { RenderContext } from '../rendering/RenderContext.js';
import { compileBlocks } from './compileBlocks.js';

const tags = mergeTagsFor([{ fieldName: 'plan', label: 'Plan', fieldType: 'select' }]);

let number = 0;
const id = (): string => `b${(number += 1)}`;
const text = (html: string, condition: BlockCondition | null = null): Block => ({ id: id(), kind: 'text', condition, html });
const heading = (words: string): Block => ({ id: id(), kind: 'heading', condition: null, text: words, level: 1, align: 'left' });
const button = (words: string, href: string, condition: BlockCondition | null = null): Block => ({
  id: id(),
  kind: 'button',
  condition,
  text: words,
  href,
  align: 'center',
  isFullWidth: false,
});
const image = (src: string): Block => ({
  id: id(),
  kind: 'image',
  condition: null,
  src,
  alt: 'A tree',
  href: '',
  width: 100,
  align: 'center',
});
const footer = (): Block => ({ id: id(), kind: 'footer', condition: null, html: '', unsubscribeText: 'Leave', align: 'center' });
const row = (blocks: Block[], more: Partial<BlockRow> = {}): BlockRow => ({
  id: id(),
  layout: 'one',
  background: null,
  padding: 16,
  condition: null,
  columns: [{ blocks }],
  ...more,
});
const documentOf = (...rows: BlockRow[]): BlockDocument => ({ version: 1, theme: DEFAULT_BLOCK_THEME, rows });

function contextOf(plan: string | number | boolean | null): RenderContext {
  return {
    contact: { firstName: 'Ada', lastName: null, email: 'ada@example.com', phone: null, company: null, customFields: { plan } },
    sender: { name: 'Sam', email: 'sam@example.com' },
    workspace: { name: 'Acme', postalAddress: '1 Road', timeZone: 'UTC' },
    unsubscribeUrl: 'https://example.com/u/1',
    sentAt: new Date('2026-01-01T00:00:00Z'),
  };
}

async function render(document: BlockDocument, plan: string | number | boolean | null = null): Promise<{ html: string; text: string }> {
  const compiled = compileDocument({ subject: 'News', bodyHtml: await compileBlocks(document) });
  expect(compiled.lostTags).toEqual([]);
  return CompiledTemplate.of(compiled).render(contextOf(plan));
}

const isPro: BlockCondition = { tag: 'custom.plan', operator: 'is', value: 'Pro' };

describe('a document of blocks', () => {
  it('becomes one message with everything in its place, as HTML and as text', async () => {
    const { html, text: plain } = await render(
      documentOf(
        row([
          heading('Hello {{ first_name | default: "you" }} & co'),
          text('<p>One <a href="https://example.com/a?b=1&amp;c=2">two</a></p>'),
        ]),
        row([image('https://example.com/tree.png'), button('Read on', 'https://example.com/{{ email }}'), footer()]),
      ),
    );
    expect(html).toContain('Hello Ada &amp; co');
    expect(html).toContain('href="https://example.com/a?b=1&amp;c=2"');
    expect(html).toContain('src="https://example.com/tree.png"');
    expect(html).toContain('href="https://example.com/ada');
    expect(html).toContain('href="https://example.com/u/1"');
    expect(html).not.toMatch(/bw\d|mj-raw|\{[{%]/);
    expect(html.match(/example\.com\/u\/1"/g)).toHaveLength(1);
    expect(plain.replace(/\s+/g, ' ').trim()).toBe(
      'Hello Ada & co One two <https://example.com/a?b=1&c=2> [A tree] Read on <https://example.com/ada@example.com> Acme 1 Road Leave <https://example.com/u/1>',
    );
  });

  it.each([
    [isPro, 'Pro', 'Free'],
    [{ tag: 'custom.plan', operator: 'isNot', value: 'Pro' }, 'Free', 'Pro'],
    [{ tag: 'custom.plan', operator: 'is', value: '10' }, 10, 11],
    [{ tag: 'custom.plan', operator: 'is', value: 'true' }, true, false],
    [{ tag: 'custom.plan', operator: 'contains', value: 'ro' }, 'Pro', 'Free'],
    [{ tag: 'custom.plan', operator: 'isSet', value: '' }, 'x', null],
    [{ tag: 'custom.plan', operator: 'isSet', value: '' }, 'x', ''],
    [{ tag: 'custom.plan', operator: 'isEmpty', value: '' }, null, 'x'],
    [{ tag: 'custom.plan', operator: 'greaterThan', value: '2.5' }, 3, 2],
    [{ tag: 'custom.plan', operator: 'lessThan', value: '2.5' }, 2, 3],
    [{ tag: 'custom.plan', operator: 'is', value: 'say "hi" or custom.plan' }, 'say "hi" or custom.plan', 'Pro'],
  ] satisfies [BlockCondition, string | number | boolean | null, string | number | boolean | null][])(
    'shows a block and a row where %j holds',
    async (condition, yes, no) => {
      const document = documentOf(
        row([text('<p>before</p>'), text('<p>block inside</p>', condition), text('<p>after</p>')]),
        row([text('<p>row inside</p>')], { condition }),
        row([footer()]),
      );
      const [shown, hidden] = [await render(document, yes), await render(document, no)];
      for (const part of [shown.html, shown.text]) expect(part.match(/(?:block|row) inside/g)).toHaveLength(2);
      for (const part of [hidden.html, hidden.text]) expect(part).not.toContain('inside');
      for (const part of [hidden.html, hidden.text]) expect(part).toMatch(/before[^]*after/);
      expect(countOf(hidden.html, '<table')).toBe(countOf(hidden.html, '</table'));
      expect(countOf(shown.html, '<!--[if ')).toBe(countOf(shown.html, '<![endif]-->'));
    },
  );

  it('cannot be broken out of by what someone types', async () => {
    const nasty =
      '</div></td></tr></table></mj-text><mj-include path="/etc/passwd" /><script>alert(1)</script><img src=x onerror=alert(1)>{{ email }}';
    const { html } = await render(
      documentOf(row([heading(nasty), text(nasty), button(nasty, 'https://example.com/"><b>'), footer()])),
      null,
    );
    expect(html).not.toMatch(/<script|<[^>]*onerror|root:/);
    expect(html).toContain('&lt;mj-include');
    expect(countOf(html, '<table')).toBe(countOf(html, '</table'));
    expect(countOf(html, '<tr')).toBe(countOf(html, '</tr'));
  });

  it('names the block that a problem is in, and asks for a fallback only outside of its condition', () => {
    const company: BlockCondition = { tag: 'company', operator: 'isSet', value: '' };
    const open = text('<p>{% if company %}x</p>');
    const unknown = text('<p>{{ firstname }}</p>');
    const asked = text('<p>{{ company }}</p>', company);
    const gone = text('<p>x</p>', { ...isPro, tag: 'custom.gone' });
    const problems = checkBlockDocument(documentOf(row([open, unknown, asked, gone, button('', '')])), tags);
    expect(problems.map(({ code, block }) => [code, block])).toEqual([
      ['template.unclosedBlock', open.id],
      ['template.unknownTag', unknown.id],
      ['template.unknownTag', gone.id],
      ['template.buttonEmpty', expect.any(String)],
      ['template.linkMissing', expect.any(String)],
    ]);
    expect(problems.every(({ line }) => line === undefined)).toBe(true);
  });
});

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
