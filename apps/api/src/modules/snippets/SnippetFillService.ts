import { Injectable } from '@nestjs/common';
import { type Block, type BlockDocument, fillSnippets, snippetBlocks, snippetHtml, snippetsIn, type SnippetUse } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { storedGroup } from './snippetBody.js';
import { type PinnedSnippetRow, SnippetRepository } from './SnippetRepository.js';

/** A version of a snippet that a message holds. */
export interface HeldSnippet {
  readonly snippetId: string;
  readonly version: number;
}

/** Puts what snippets say into the messages that hold them: once, when a message is saved or shown. */
@Injectable()
export class SnippetFillService {
  constructor(private readonly snippets: SnippetRepository) {}

  /** Texts in their stored form: see `fillSnippets`. */
  async fill<Texts extends readonly string[]>(ctx: WorkspaceContext, texts: Texts): Promise<{ -readonly [Key in keyof Texts]: string }> {
    const find = await this.finder(ctx, texts.flatMap(snippetsIn));
    const filled = texts.map((text) =>
      fillSnippets(text, (use) => {
        const row = find(use);
        const html = row && snippetHtml(row.kind, row.body);
        return row && html !== null ? { version: row.version, html } : null;
      }),
    );
    return filled as { -readonly [Key in keyof Texts]: string };
  }

  /** A document whose snippets say what their versions say. One that does not exist here gives its blocks to the message. */
  async fillDocument(ctx: WorkspaceContext, document: BlockDocument): Promise<BlockDocument> {
    const find = await this.finder(ctx, usesInDocument(document));
    const fillBlock = (block: Block): readonly Block[] => {
      if (block.kind !== 'snippet') return [block];
      const row = find({ key: block.snippet, version: block.version });
      const blocks = row && snippetBlocks(row.kind, row.body, storedGroup(row.document), block.id);
      if (blocks) return [{ ...block, blocks }];
      return block.blocks.length === 0 ? [block] : block.blocks;
    };
    return {
      ...document,
      rows: document.rows.map((row) => ({ ...row, columns: row.columns.map(({ blocks }) => ({ blocks: blocks.flatMap(fillBlock) })) })),
    };
  }

  /** Which versions a message in its stored form holds, each once. */
  async held(ctx: WorkspaceContext, texts: readonly string[], document: BlockDocument | null): Promise<HeldSnippet[]> {
    const uses = [...texts.flatMap(snippetsIn), ...(document === null ? [] : usesInDocument(document))];
    const find = await this.finder(ctx, uses);
    const held = new Map(uses.flatMap((use) => find(use) ?? []).map((row) => [`${row.snippetId} ${row.version}`, row]));
    return [...held.values()].map(({ snippetId, version }) => ({ snippetId, version }));
  }

  private async finder(ctx: WorkspaceContext, uses: readonly SnippetUse[]): Promise<(use: SnippetUse) => PinnedSnippetRow | null> {
    const rows = await this.snippets.pinned(ctx, uses);
    const known = new Map(
      rows.flatMap(
        (row) =>
          [[`${row.key} ${row.version}`, row], ...(row.version === row.newest ? [[`${row.key} `, row]] : [])] as [
            string,
            PinnedSnippetRow,
          ][],
      ),
    );
    return ({ key, version }) => known.get(`${key} ${version ?? ''}`) ?? null;
  }
}

function usesInDocument({ rows }: BlockDocument): SnippetUse[] {
  const blocks = rows.flatMap(({ columns }) => columns.flatMap((column) => column.blocks));
  return blocks.flatMap((block) => (block.kind === 'snippet' ? [{ key: block.snippet, version: block.version }] : []));
}
