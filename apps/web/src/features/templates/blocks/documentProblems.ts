import { type BlockDocument, type BlockProblem, readBlockDocument } from '@rapport/common';

/** What the schema says, by `id.field` of a block or a row, or `theme.field`; empty when the document can be saved. */
export function documentErrors(document: BlockDocument): Map<string, string> {
  const read = readBlockDocument(document);
  if ('document' in read) return new Map();
  return new Map(read.problems.map((problem) => [keyOf(document, problem), upperFirst(problem.message)]));
}

function keyOf(document: BlockDocument, { path }: BlockProblem): string {
  const [, row, column, block, field] = /^rows\.(\d+)(?:\.columns\.(\d+)\.blocks\.(\d+))?\.(.+)$/.exec(path) ?? [];
  const inRow = document.rows[Number(row)];
  const one = block === undefined ? inRow : inRow?.columns[Number(column)]?.blocks[Number(block)];
  return one && field ? `${one.id}.${field}` : path;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
