import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UserService } from '../users/UserService.js';
import type { SnippetVersionDto, SnippetVersionSummaryDto } from './SnippetDtos.js';
import { snippetNotFound } from './snippetErrors.js';
import { SnippetRepository } from './SnippetRepository.js';
import { presentGroup, SNIPPET_VERSIONS_KEPT, SnippetService } from './SnippetService.js';

/** What a live snippet said before, and who changed it. */
@Injectable()
export class SnippetVersions {
  constructor(
    private readonly snippets: SnippetService,
    private readonly rows: SnippetRepository,
    private readonly users: UserService,
  ) {}

  async list(ctx: WorkspaceContext, id: string): Promise<SnippetVersionSummaryDto[]> {
    await this.snippets.require(ctx, id);
    const rows = await this.rows.listVersions(ctx, id, SNIPPET_VERSIONS_KEPT);
    const names = await this.users.namesOf(ctx, [...new Set(rows.flatMap((row) => row.createdBy ?? []))]);
    return rows.map(({ id: versionId, version, name, createdBy, createdAt }) => ({
      ...{ id: versionId, version, name, createdAt },
      createdByName: names.get(createdBy ?? '') ?? null,
    }));
  }

  /** One version with what it says. */
  async get(ctx: WorkspaceContext, id: string, versionId: string): Promise<SnippetVersionDto> {
    await this.snippets.require(ctx, id);
    const row = await this.rows.findVersion(ctx, id, versionId);
    if (!row) throw snippetNotFound();
    const { snippetId: _snippetId, createdBy, document, ...version } = row;
    const names = await this.users.namesOf(ctx, createdBy === null ? [] : [createdBy]);
    return { ...version, document: presentGroup(document), createdByName: names.get(createdBy ?? '') ?? null };
  }
}
