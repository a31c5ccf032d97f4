import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UserService } from '../users/UserService.js';
import type { TemplateVersionDto, TemplateVersionSummaryDto } from './TemplateDtos.js';
import { templateNotFound } from './templateErrors.js';
import { TemplateRepository } from './TemplateRepository.js';
import { presentDocument, TemplateService, VERSIONS_KEPT } from './TemplateService.js';

/** What a live template said before, and who changed it. */
@Injectable()
export class TemplateVersions {
  constructor(
    private readonly templates: TemplateService,
    private readonly rows: TemplateRepository,
    private readonly users: UserService,
  ) {}

  async list(ctx: WorkspaceContext, templateId: string): Promise<TemplateVersionSummaryDto[]> {
    await this.templates.require(ctx, templateId);
    const rows = await this.rows.listVersions(ctx, templateId, VERSIONS_KEPT);
    const names = await this.users.namesOf(ctx, [...new Set(rows.flatMap((row) => row.createdBy ?? []))]);
    return rows.map(({ createdBy, ...row }) => ({ ...row, createdByName: names.get(createdBy ?? '') ?? null }));
  }

  /** One version with what it says. */
  async get(ctx: WorkspaceContext, id: string, versionId: string): Promise<TemplateVersionDto> {
    await this.templates.require(ctx, id);
    const { templateId, createdBy, ...version } = await this.templates.requireVersion(ctx, versionId);
    if (templateId !== id) throw templateNotFound();
    const names = await this.users.namesOf(ctx, createdBy === null ? [] : [createdBy]);
    return { ...version, document: presentDocument(version.document), createdByName: names.get(createdBy ?? '') ?? null };
  }
}
