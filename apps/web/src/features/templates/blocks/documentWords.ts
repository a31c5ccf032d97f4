import { type BlockDocument, writtenIn } from '@rapport/common';

/** What a document says, a line for each block: for comparing two of them. */
export function documentWords({ rows }: BlockDocument): string {
  const { body } = new DOMParser().parseFromString(
    rows
      .flatMap(({ columns }) =>
        columns.flatMap(({ blocks }) =>
          blocks.map(
            (block) => `<div>[${block.kind}] ${block.kind === 'snippet' ? `${block.snippet} ${block.version}` : writtenIn(block)}</div>`,
          ),
        ),
      )
      .join(''),
    'text/html',
  );
  return [...body.children].map((line) => (line.textContent ?? '').replace(/\s+/g, ' ').trim()).join('\n');
}
