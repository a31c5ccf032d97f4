import type { Block, BlockDocument } from '@rapport/common';
import { blankDocument, findBlock, newBlock, newRow } from './editDocument';
import { addBlock, blockOf, htmlOf, replaceBlock, reworded, wordsOf } from './suggestions';

const kindsOf = ({ rows }: BlockDocument) => rows.map(({ columns }) => columns.map(({ blocks }) => blocks.map(({ kind }) => kind)));

test('a suggestion becomes the block that it is', () => {
  expect(blockOf('<h2>New &amp; old</h2>')).toMatchObject({ kind: 'heading', text: 'New & old' });
  expect(blockOf('<p><a href="https://example.com/?a=1&amp;b=2">Read it</a></p>')).toMatchObject({
    kind: 'button',
    text: 'Read it',
    href: 'https://example.com/?a=1&b=2',
  });
  expect(blockOf('<p>See <a href="https://example.com">this</a>.</p>')).toMatchObject({ kind: 'text' });
  expect(blockOf('<ul><li><p>One</p></li></ul>')).toMatchObject({ kind: 'text', html: '<ul><li><p>One</p></li></ul>' });
  expect(blockOf('a part &lt;b&gt;')).toMatchObject({ kind: 'text', html: '<p>a part &lt;b&gt;</p>' });
});

test('a new block goes behind the selected one, else to the end, above the footer', () => {
  const start = blankDocument(null);
  const greeting = start.rows[0]?.columns[0]?.blocks[0]?.id ?? '';
  const first = addBlock(start, null, newBlock('heading'));
  expect(kindsOf(first)).toEqual([[['text', 'heading']], [['footer']]]);
  expect(kindsOf(addBlock(first, greeting, newBlock('button')))).toEqual([[['text', 'button', 'heading']], [['footer']]]);
  expect(kindsOf(addBlock(first, 'gone', newBlock('button')))).toEqual([[['text', 'heading', 'button']], [['footer']]]);
  const halves = { ...start, rows: [newRow('halves'), ...start.rows.slice(1)] };
  expect(kindsOf(addBlock(halves, null, newBlock('text')))).toEqual([[[], []], [['text']], [['footer']]]);
  expect(kindsOf(addBlock({ ...start, rows: [] }, null, newBlock('text')))).toEqual([[['text']]]);
});

test('a block is reworded in its place: it keeps who sees it, and a heading stays one', () => {
  const condition = { tag: 'custom.plan', operator: 'is', value: 'Pro' } as const;
  const heading = { ...newBlock('heading'), condition } as Block;
  const start = { ...blankDocument(null), rows: [newRow('one', [newBlock('divider'), heading])] };
  const other = reworded(heading, '<p>Shorter</p>');
  expect(other).toMatchObject({ kind: 'heading', text: 'Shorter', condition });
  const next = replaceBlock(start, heading.id, other);
  expect(kindsOf(next)).toEqual([[['divider', 'heading']]]);
  expect(findBlock(next, other.id)?.index).toBe(1);
  expect(replaceBlock(start, 'gone', other)).toBe(start);
  expect(reworded({ ...newBlock('text'), condition } as Block, '<p>One</p><p>Two</p>')).toMatchObject({
    kind: 'text',
    html: '<p>One</p><p>Two</p>',
    condition,
  });
});

test('what a message says is told without its footer and as text', () => {
  const text = { ...newBlock('text'), html: '<p>Hi {{ first_name }},</p><p>a &lt; b</p>' } as Block;
  const heading = { ...newBlock('heading'), text: '1 < 2' } as Block;
  expect(wordsOf(text)).toBe('Hi {{ first_name }},\na < b');
  expect(htmlOf({ ...blankDocument(null), rows: [newRow('one', [heading, text, newBlock('footer'), newBlock('divider')])] }).trim()).toBe(
    '<h2>1 &lt; 2</h2>\n<p>Hi {{ first_name }},</p><p>a &lt; b</p>',
  );
});
