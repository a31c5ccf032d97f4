import type { Block, BlockDocument } from '@rapport/common';
import { findBlock, insertBlock, insertRow, newBlock, newRow, placeOfNew, removeBlock } from './editDocument';

/** What a block says, as text; empty for one that says nothing. */
export function wordsOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'button':
      return block.text;
    case 'text':
    case 'footer':
      return textOf(block.html);
    case 'image':
    case 'divider':
    case 'spacer':
    case 'social':
    case 'snippet':
      return '';
  }
}

/** All that a message says, as HTML: what suggestions are made of. */
export function htmlOf({ rows }: BlockDocument): string {
  const blocks = rows.flatMap(({ columns }) => columns.flatMap((column) => column.blocks));
  return blocks
    .map((block) => {
      if (block.kind === 'text') return block.html;
      const element = document.createElement(block.kind === 'heading' ? 'h2' : 'p');
      element.textContent = block.kind === 'footer' ? '' : wordsOf(block);
      return element.textContent === '' ? '' : element.outerHTML;
    })
    .join('\n');
}

/** A suggestion as a block of its own: a heading, a link alone as a button, and everything else as text. */
export function blockOf(html: string): Block {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const only = body.children.length === 1 ? body.firstElementChild : null;
  const link = only?.tagName === 'P' && only.childNodes.length === 1 ? only.querySelector('a') : null;
  if (only && /^H[1-3]$/.test(only.tagName)) return { ...newBlock('heading'), text: textOf(html) } as Block;
  if (link) return { ...newBlock('button'), text: textOf(html), href: link.getAttribute('href') ?? '' } as Block;
  return { ...newBlock('text'), html: body.children.length === 0 ? `<p>${html}</p>` : html } as Block;
}

/** The same kind of block with other words, where it has any; a text becomes what the suggestion is. */
export function reworded(block: Block, html: string): Block {
  const { id } = newBlock(block.kind);
  if (block.kind === 'heading' || block.kind === 'button') return { ...block, id, text: textOf(html) };
  return { ...blockOf(html), id, condition: block.condition };
}

/** In the place of a block; a new one, so that its editor begins with the new words. */
export function replaceBlock(document: BlockDocument, id: string, block: Block): BlockDocument {
  const found = findBlock(document, id);
  return found ? insertBlock(removeBlock(document, id), found, block) : document;
}

/** Behind a block; without one at the end of the message, above the footer. */
export function addBlock(document: BlockDocument, afterId: string | null, block: Block): BlockDocument {
  const found = afterId === null ? null : findBlock(document, afterId);
  if (found) return insertBlock(document, { ...found, index: found.index + 1 }, block);
  const end = placeOfNew(document);
  const last = document.rows[end - 1];
  if (last?.layout !== 'one') return insertRow(document, end, newRow('one', [block]));
  return insertBlock(document, { row: end - 1, column: 0, index: last.columns[0]?.blocks.length ?? 0 }, block);
}

function textOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html.replace(/<br\s*\/?>|<\/(?:p|li|h\d)>/g, '$&\n'), 'text/html');
  return (body.textContent ?? '').replace(/\n{2,}/g, '\n').trim();
}
