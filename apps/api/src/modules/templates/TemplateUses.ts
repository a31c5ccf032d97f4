import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { decodeCursor, toPage } from '../../platform/database/keyset.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page, PageQuery } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { TemplateUseDto } from './TemplateDtos.js';
import { TemplateReferences } from './TemplateReferences.js';
import { TemplateRepository } from './TemplateRepository.js';
import { TemplateService } from './TemplateService.js';
import type { ArchiveTemplatesDto, ChangedTemplatesDto } from './TemplateTagDtos.js';

/** What uses a template, and which templates are offered for use. */
@Injectable()
export class TemplateUses {
  constructor(
    private readonly templates: TemplateService,
    private readonly rows: TemplateRepository,
    private readonly references: TemplateReferences,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list(ctx: WorkspaceContext, id: string, { cursor, limit }: PageQuery): Promise<Page<TemplateUseDto>> {
    await this.templates.require(ctx, id);
    const after = cursor === undefined ? null : String(decodeCursor(cursor, ['text'])[0]);
    const uses = await this.references.findUses(ctx, id, after, limit + 1);
    return toPage(
      uses,
      limit,
      (use) => [use.id],
      ({ kind, id, name, status, pinned }) => ({
        kind,
        id,
        name,
        status,
        version: pinned?.version ?? null,
        versionLabel: pinned?.label ?? null,
      }),
    );
  }

  /** Archived ones are not offered for new messages; whatever uses them keeps them, drafts too. The same again changes nothing. */
  archive(ctx: WorkspaceContext, { templateIds, isArchived }: ArchiveTemplatesDto): Promise<ChangedTemplatesDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const archivedAt = isArchived ? nowIso(this.clock) : null;
      let changed = 0;
      for (const id of [...new Set(templateIds)].sort()) {
        if (!(await this.rows.setArchived(ctx, id, archivedAt))) continue;
        changed += 1;
        await this.audit.record(ctx, { action: isArchived ? 'template.archived' : 'template.unarchived', entity: ['template', id] });
      }
      return { changed };
    });
  }
}
