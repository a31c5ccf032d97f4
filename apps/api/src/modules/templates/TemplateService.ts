import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { toPage } from '../../platform/database/keyset.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page } from '../../platform/http/Page.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type {
  CreateTemplateDto,
  DeletedTemplateDto,
  TemplateDto,
  TemplateQuery,
  TemplateSummaryDto,
  UpdateTemplateDto,
} from './TemplateDtos.js';
import { bodyOf, type TemplateBody } from './templateBody.js';
import { templateChangedMeanwhile, templateNameTaken, templateNotFound, tooManyTemplates } from './templateErrors.js';
import { TemplateReferences } from './TemplateReferences.js';
import { TemplateTagRepository } from './TemplateTagRepository.js';
import { TemplateRenderService } from './TemplateRenderService.js';
import { sortOf, type TemplateContent, TemplateRepository, type TemplateRow, type TemplateVersionRow } from './TemplateRepository.js';

/** As many as are listed. Those that a campaign pins are kept beyond it. */
export const VERSIONS_KEPT = 200;
const MOST_TEMPLATES = 2_000;
/** In the trash; older ones that no campaign was written from go when another comes. */
const TRASH_KEPT = 500;

/**
 * Templates and their immutable versions: every save that changes something makes one, and campaigns pin one.
 * More than six dependencies: a list shows uses and tags, a save is tried by the renderer, and each change is recorded.
 */
@Injectable()
export class TemplateService {
  constructor(
    private readonly templates: TemplateRepository,
    private readonly references: TemplateReferences,
    private readonly tags: TemplateTagRepository,
    private readonly rendering: TemplateRenderService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, query: TemplateQuery): Promise<Page<TemplateSummaryDto>> {
    const rows = await this.templates.list(ctx, query);
    const ids = rows.map((row) => row.id);
    const uses = await this.references.countUses(ctx, ids);
    const tags = await this.tags.tagsOf(ctx, ids);
    return toPage(rows, query.limit, sortOf(query).keysetOf, ({ id, name, subject, version, updatedAt, archivedAt, deletedAt }) => ({
      id,
      name,
      subject,
      version,
      updatedAt,
      archivedAt,
      deletedAt,
      tagIds: tags.get(id) ?? [],
      usedByCampaigns: uses.get(id) ?? 0,
    }));
  }

  /** Also of those in the trash. */
  namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    return ids.length === 0 ? Promise.resolve(new Map()) : this.templates.namesOf(ctx, ids);
  }

  async get(ctx: WorkspaceContext, id: string): Promise<TemplateDto> {
    return present(await this.require(ctx, id));
  }

  /** @throws AppError `template.tooSlow`, … before anything is stored. */
  async create(ctx: WorkspaceContext, given: CreateTemplateDto): Promise<TemplateDto> {
    const input = await this.rendering.fill(ctx, given);
    const written = { ...input, ...bodyOf(input, null, await this.rendering.compileBlocks(ctx, input.document)) };
    await this.rendering.refuseRunaway(ctx, written);
    return this.add(ctx, written);
  }

  /** What has been tried already, or is our own. */
  add(ctx: WorkspaceContext, input: WrittenTemplate, origin: TemplateOrigin = {}): Promise<TemplateDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      const row: TemplateRow = {
        ...contentOf(input),
        id: newId(),
        version: 1,
        versionId: newId(),
        createdAt: now,
        updatedAt: now,
        archivedAt: null,
        deletedAt: null,
      };
      await this.requireRoom(ctx);
      if (!(await this.templates.insert(ctx, row))) throw templateNameTaken();
      await this.templates.insertVersion(ctx, versionOf(ctx, row));
      await this.audit.record(ctx, {
        action: actOf(origin),
        entity: ['template', row.id],
        after: auditedState(row),
        ...(Object.keys(origin).length === 0 ? {} : { details: { ...origin } }),
      });
      return present(row);
    });
  }

  /** A save that changes nothing makes no version. */
  async update(ctx: WorkspaceContext, id: string, given: UpdateTemplateDto): Promise<TemplateDto> {
    const input = await this.rendering.fill(ctx, given);
    const compiled = await this.rendering.compileBlocks(ctx, input.document);
    const tried = changed(await this.require(ctx, id), input, compiled);
    await this.rendering.refuseRunaway(ctx, tried);
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.require(ctx, id);
      if (before.version !== input.version) throw templateChangedMeanwhile(before.version);
      const content = changed(before, input, compiled);
      if (isSame(before, content)) return present(before);
      if (content.name !== before.name && (await this.templates.findByName(ctx, content.name))) throw templateNameTaken();
      const row: TemplateRow = { ...before, ...content, version: before.version + 1, versionId: newId(), updatedAt: nowIso(this.clock) };
      if (!(await this.templates.update(ctx, row))) throw templateChangedMeanwhile(row.version);
      await this.templates.insertVersion(ctx, versionOf(ctx, row));
      await this.templates.dropOldVersions(ctx, id, row.version, VERSIONS_KEPT);
      const stateOf = (state: TemplateRow): object =>
        before.bodyHtml === row.bodyHtml ? auditedState(state) : { ...auditedState(state), body: `version ${state.version}` };
      await this.audit.record(ctx, {
        action: 'template.updated',
        entity: ['template', id],
        before: stateOf(before),
        after: stateOf(row),
        details: { version: row.version },
      });
      return present(row);
    });
  }

  /** To the trash. Campaigns that pinned a version keep it. */
  /** @param version the one that the caller has seen; null: whichever there is */
  trash(ctx: WorkspaceContext, id: string, version: number | null): Promise<DeletedTemplateDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const deletedAt = nowIso(this.clock);
      const row = version === null ? null : await this.templates.find(ctx, id);
      if (row && row.version !== version) throw templateChangedMeanwhile(row.version);
      if (!(await this.templates.setDeleted(ctx, id, deletedAt))) throw templateNotFound();
      if ((await this.templates.count(ctx, 'trash')) > TRASH_KEPT) await this.templates.dropOldestTrash(ctx);
      await this.audit.record(ctx, { action: 'template.trashed', entity: ['template', id] });
      return { id, deletedAt };
    });
  }

  /** Out of the trash; a template that is not there is answered as it is. */
  restore(ctx: WorkspaceContext, id: string): Promise<TemplateDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.templates.find(ctx, id);
      if (!row) throw templateNotFound();
      if (row.deletedAt === null) return present(row);
      await this.requireRoom(ctx);
      if (await this.templates.findByName(ctx, row.name)) throw templateNameTaken();
      await this.templates.setDeleted(ctx, id, null);
      await this.audit.record(ctx, { action: 'template.restored', entity: ['template', id] });
      return present(row);
    });
  }

  /** @throws AppError `template.nameTaken` */
  async requireFreeName(ctx: WorkspaceContext, name: string): Promise<void> {
    if (await this.templates.findByName(ctx, name)) throw templateNameTaken();
  }

  private async requireRoom(ctx: WorkspaceContext): Promise<void> {
    await serialise(ctx.manager, `templates ${ctx.workspaceId}`);
    if ((await this.templates.count(ctx, 'live')) >= MOST_TEMPLATES) throw tooManyTemplates(MOST_TEMPLATES);
  }

  duplicate(ctx: WorkspaceContext, id: string): Promise<TemplateDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const original = await this.require(ctx, id);
      return this.add(ctx, { ...contentOf(original), name: await this.freeName(ctx, original.name) }, { copyOf: id });
    });
  }

  /** The newest version of a live template, to be pinned. */
  async requireCurrentVersion(ctx: WorkspaceContext, templateId: string): Promise<TemplateVersionRow> {
    const { versionId } = await this.require(ctx, templateId);
    return this.requireVersion(ctx, versionId);
  }

  /** A pinned version, also of a template that has been changed or trashed since. */
  async requireVersion(ctx: WorkspaceContext, versionId: string): Promise<TemplateVersionRow> {
    const version = await this.templates.findVersion(ctx, versionId);
    if (!version) throw templateNotFound();
    return version;
  }

  /** A live one. */
  async require(ctx: WorkspaceContext, id: string): Promise<TemplateRow> {
    const row = await this.templates.find(ctx, id);
    if (!row || row.deletedAt !== null) throw templateNotFound();
    return row;
  }

  /** `Newsletter copy`, `Newsletter copy 2`, … */
  private async freeName(ctx: WorkspaceContext, name: string): Promise<string> {
    const stem = `${name.replace(/ copy(?: \d+)?$/, '').slice(0, 105)} copy`;
    for (let number = 1; ; number += 1) {
      const candidate = number === 1 ? stem : `${stem} ${number}`;
      if (!(await this.templates.findByName(ctx, candidate))) return candidate;
    }
  }
}

/** What a template says; without a kind it is rich text. */
export interface WrittenTemplate extends Partial<TemplateBody> {
  readonly name: string;
  readonly subject: string;
  readonly preheader?: string | null;
  readonly bodyHtml: string;
  readonly signature?: string | null;
}

/** What a new template was made from; nothing: it was written. */
interface TemplateOrigin {
  readonly copyOf?: string;
  /** The name of the file. */
  readonly importedFrom?: string;
}

function actOf({ copyOf, importedFrom }: TemplateOrigin): 'template.created' | 'template.duplicated' | 'template.imported' {
  if (importedFrom !== undefined) return 'template.imported';
  return copyOf === undefined ? 'template.created' : 'template.duplicated';
}

function contentOf(input: WrittenTemplate): TemplateContent {
  return {
    name: input.name,
    subject: input.subject,
    preheader: input.preheader || null,
    kind: input.kind ?? 'richText',
    document: input.document ?? null,
    bodyHtml: input.bodyHtml,
    signature: input.signature?.trim() ? input.signature : null,
  };
}

/** Without the body: what a message says is kept by the template's versions, not by the log. */
function auditedState({ name, subject, preheader, signature }: TemplateContent): object {
  return { name, subject, preheader, signature };
}

function changed(before: TemplateRow, input: UpdateTemplateDto, compiled: TemplateBody | null): TemplateContent {
  const { version: _version, kind: _kind, document: _document, bodyHtml: _bodyHtml, ...others } = input;
  const defined = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  return contentOf({ ...before, ...defined, ...bodyOf(input, before, compiled) });
}

function isSame(before: TemplateContent, content: TemplateContent): boolean {
  return (Object.keys(content) as (keyof TemplateContent)[]).every((key) => before[key] === content[key]);
}

function versionOf(ctx: WorkspaceContext, row: TemplateRow): TemplateVersionRow {
  return {
    ...contentOf(row),
    id: row.versionId,
    templateId: row.id,
    version: row.version,
    label: null,
    createdBy: actorUserId(ctx),
    createdAt: row.updatedAt,
  };
}

function present({ deletedAt: _deletedAt, ...row }: TemplateRow): TemplateDto {
  return { ...row, document: presentDocument(row.document) };
}

export function presentDocument(document: string | null): Record<string, unknown> | null {
  return document === null ? null : (JSON.parse(document) as Record<string, unknown>);
}
