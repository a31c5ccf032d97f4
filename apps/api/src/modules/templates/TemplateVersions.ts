import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { UserService } from '../users/UserService.js';
import type { NameVersionDto, TemplateVersionDto, TemplateVersionSummaryDto } from './TemplateDtos.js';
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
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
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

  /** What people call a version. What it says stays as it is. */
  name(ctx: WorkspaceContext, id: string, versionId: string, input: NameVersionDto): Promise<TemplateVersionDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.get(ctx, id, versionId);
      const label = input.label?.trim() || null;
      if (label !== before.label) {
        await this.rows.nameVersion(ctx, versionId, label);
        await this.audit.record(ctx, {
          action: 'template.versionNamed',
          entity: ['template', id],
          before: { versionName: before.label },
          after: { versionName: label },
          details: { version: before.version },
        });
      }
      return { ...before, label };
    });
  }
}
