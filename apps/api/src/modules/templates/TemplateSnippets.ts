import { Injectable } from '@nestjs/common';
import { type BlockDocument, renewSnippets } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { SnippetService } from '../snippets/SnippetService.js';
import { storedDocument } from './templateBody.js';
import type { RenewSnippetsDto, SnippetUseDto, TemplateDto } from './TemplateDtos.js';
import { TemplateService } from './TemplateService.js';
import { usesOfSnippet } from './snippetUses.js';

/** As many as are told; a workspace has no more templates. */
const MOST_USES = 2_000;

/** Which templates hold a snippet, and its newest version in one of them. */
@Injectable()
export class TemplateSnippets {
  constructor(
    private readonly templates: TemplateService,
    private readonly snippets: SnippetService,
  ) {}

  async uses(ctx: WorkspaceContext, snippetId: string): Promise<SnippetUseDto[]> {
    const { version } = await this.snippets.require(ctx, snippetId);
    const rows = await usesOfSnippet(ctx, snippetId, MOST_USES);
    return rows.map((row) => ({ ...row, isNewest: row.snippetVersion === version }));
  }

  /**
   * A new version of the template, unless it holds the newest already. Campaigns keep the version that they have.
   * @throws AppError `template.changedMeanwhile`
   */
  async renew(ctx: WorkspaceContext, id: string, { version, snippetIds }: RenewSnippetsDto): Promise<TemplateDto> {
    const newest = new Map<string, number>();
    for (const snippetId of new Set(snippetIds)) {
      const snippet = await this.snippets.require(ctx, snippetId);
      newest.set(snippet.key, snippet.version);
    }
    const { kind, document, bodyHtml, signature } = await this.templates.require(ctx, id);
    const blocks = kind === 'blocks' ? storedDocument(document) : null;
    return this.templates.update(ctx, id, {
      version,
      ...(blocks ? { document: { ...renewed(blocks, newest) } } : kind === 'blocks' ? {} : { bodyHtml: renewSnippets(bodyHtml, newest) }),
      ...(signature === null ? {} : { signature: renewSnippets(signature, newest) }),
    });
  }
}

function renewed(document: BlockDocument, newest: ReadonlyMap<string, number>): BlockDocument {
  return {
    ...document,
    rows: document.rows.map((row) => ({
      ...row,
      columns: row.columns.map(({ blocks }) => ({
        blocks: blocks.map((block) =>
          block.kind === 'snippet' ? { ...block, version: newest.get(block.snippet) ?? block.version } : block,
        ),
      })),
    })),
  };
}
