import {
  type Block,
  BLOCK_LAYOUTS,
  type BlockDocument,
  type BlockKind,
  type BlockLayout,
  type BlockRow,
  type BlockTheme,
  DEFAULT_BLOCK_THEME,
} from '@rapport/common';

/** Where a block is, or shall be. */
export interface BlockPlace {
  readonly row: number;
  readonly column: number;
  readonly index: number;
}

export function newId(): string {
  return crypto.randomUUID().slice(0, 13);
}

export function newBlock(kind: BlockKind): Block {
  const base = { id: newId(), condition: null };
  switch (kind) {
    case 'text':
      return { ...base, kind, html: '<p></p>' };
    case 'heading':
      return { ...base, kind, text: 'Heading', level: 2, align: 'left' };
    case 'image':
      return { ...base, kind, src: '', alt: '', href: '', width: 100, align: 'center' };
    case 'button':
      return { ...base, kind, text: 'Read more', href: '', align: 'left', isFullWidth: false };
    case 'divider':
      return { ...base, kind, colour: null };
    case 'spacer':
      return { ...base, kind, height: 24 };
    case 'social':
      return { ...base, kind, links: [{ network: 'website', href: '' }], align: 'center' };
    case 'footer':
      return { ...base, kind, html: '', unsubscribeText: 'Unsubscribe', align: 'center' };
    case 'snippet':
      return { ...base, kind, snippet: '', version: 1, blocks: [] };
  }
}

export function newRow(layout: BlockLayout, blocks: readonly Block[] = []): BlockRow {
  const columns = BLOCK_LAYOUTS[layout].map((_, index) => ({ blocks: index === 0 ? blocks : [] }));
  return { id: newId(), layout, background: null, padding: 16, condition: null, columns };
}

/** A first message that can be sent, with what the law asks for at its end. `accent`: the colour of the brand. */
export function blankDocument(accent: string | null): BlockDocument {
  const greeting: Block = { id: newId(), kind: 'text', condition: null, html: '<p>Hi {{ first_name | default: "there" }},</p><p></p>' };
  const theme: BlockTheme = { ...DEFAULT_BLOCK_THEME, accent: accent ?? DEFAULT_BLOCK_THEME.accent };
  return { version: 1, theme, rows: [newRow('one', [greeting]), newRow('one', [newBlock('footer')])] };
}

export function findBlock({ rows }: BlockDocument, id: string): (BlockPlace & { readonly block: Block }) | null {
  for (const [row, { columns }] of rows.entries())
    for (const [column, { blocks }] of columns.entries()) {
      const index = blocks.findIndex((block) => block.id === id);
      const block = blocks[index];
      if (block) return { row, column, index, block };
    }
  return null;
}

export function changeBlock(document: BlockDocument, id: string, change: Partial<Block>): BlockDocument {
  return inPlace(document, id, (block) => [{ ...block, ...change } as Block]);
}

export function removeBlock(document: BlockDocument, id: string): BlockDocument {
  return inPlace(document, id, () => []);
}

export function duplicateBlock(document: BlockDocument, id: string): BlockDocument {
  return inPlace(document, id, (block) => [block, copyOf(block)]);
}

/** The blocks of a snippet in its place, as the message's own. */
export function detachSnippet(document: BlockDocument, id: string): BlockDocument {
  return inPlace(document, id, (block) => (block.kind === 'snippet' ? block.blocks.map(copyOf) : [block]));
}

/** With ids of its own. */
function copyOf(block: Block): Block {
  const id = newId();
  return block.kind === 'snippet'
    ? { ...block, id, blocks: block.blocks.map((one, index) => ({ ...one, id: `${id}-${index}` })) }
    : { ...block, id };
}

export function insertBlock(document: BlockDocument, { row, column, index }: BlockPlace, block: Block): BlockDocument {
  return withColumn(document, row, column, (blocks) => [...blocks.slice(0, index), block, ...blocks.slice(index)]);
}

/** `to.index` counts without the block itself. */
export function placeBlock(document: BlockDocument, id: string, to: BlockPlace): BlockDocument {
  const found = findBlock(document, id);
  return found ? insertBlock(removeBlock(document, id), to, found.block) : document;
}

/** One step up or down: within its column, else into the next column or row. The same document when there is no further. */
export function stepBlock(document: BlockDocument, id: string, step: 1 | -1): BlockDocument {
  const found = findBlock(document, id);
  if (!found) return document;
  const columns = document.rows.flatMap(({ columns: all }, row) =>
    all.map(({ blocks }, column) => ({ row, column, count: blocks.length })),
  );
  const at = columns.findIndex(({ row, column }) => row === found.row && column === found.column);
  const index = found.index + step;
  const own = columns[at];
  if (own && index >= 0 && index < own.count) return placeBlock(document, id, { ...found, index });
  const next = columns[at + step];
  return next ? placeBlock(document, id, { ...next, index: step === 1 ? 0 : next.count }) : document;
}

export function changeRow(document: BlockDocument, id: string, change: Partial<BlockRow>): BlockDocument {
  return { ...document, rows: document.rows.map((row) => (row.id === id ? { ...row, ...change } : row)) };
}

/** Blocks of columns that are no longer there go to the end of the last one. */
export function layOutRow(document: BlockDocument, id: string, layout: BlockLayout): BlockDocument {
  const count = BLOCK_LAYOUTS[layout].length;
  return {
    ...document,
    rows: document.rows.map((row) => {
      if (row.id !== id) return row;
      const columns = Array.from({ length: count }, (_, index) => ({
        blocks: index < count - 1 ? (row.columns[index]?.blocks ?? []) : row.columns.slice(index).flatMap(({ blocks }) => blocks),
      }));
      return { ...row, layout, columns };
    }),
  };
}

export function insertRow(document: BlockDocument, index: number, row: BlockRow): BlockDocument {
  return { ...document, rows: [...document.rows.slice(0, index), row, ...document.rows.slice(index)] };
}

/** Above the footer, where a message ends. */
export function placeOfNew({ rows }: BlockDocument): number {
  const isFooter = rows.at(-1)?.columns.some(({ blocks }) => blocks.some(({ kind }) => kind === 'footer')) ?? false;
  return isFooter ? rows.length - 1 : rows.length;
}

export function removeRow(document: BlockDocument, id: string): BlockDocument {
  return { ...document, rows: document.rows.filter((row) => row.id !== id) };
}

export function duplicateRow(document: BlockDocument, id: string): BlockDocument {
  const index = document.rows.findIndex((row) => row.id === id);
  const row = document.rows[index];
  if (!row) return document;
  const columns = row.columns.map(({ blocks }) => ({ blocks: blocks.map(copyOf) }));
  return insertRow(document, index + 1, { ...row, id: newId(), columns });
}

export function moveRow(document: BlockDocument, from: number, to: number): BlockDocument {
  const row = document.rows[from];
  if (!row || to < 0 || to >= document.rows.length || to === from) return document;
  return insertRow(removeRow(document, row.id), to, row);
}

function inPlace(document: BlockDocument, id: string, change: (block: Block) => readonly Block[]): BlockDocument {
  const found = findBlock(document, id);
  if (!found) return document;
  return withColumn(document, found.row, found.column, (blocks) => blocks.flatMap((block) => (block.id === id ? change(block) : [block])));
}

function withColumn(
  document: BlockDocument,
  row: number,
  column: number,
  change: (blocks: readonly Block[]) => readonly Block[],
): BlockDocument {
  return {
    ...document,
    rows: document.rows.map((one, at) =>
      at !== row ? one : { ...one, columns: one.columns.map((cell, index) => (index === column ? { blocks: change(cell.blocks) } : cell)) },
    ),
  };
}
