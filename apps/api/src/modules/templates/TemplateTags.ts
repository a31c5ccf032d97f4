import { Injectable } from '@nestjs/common';
import { foldedName } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type {
  ChangedTemplatesDto,
  CreateTemplateTagDto,
  TagTemplatesDto,
  TemplateTagDto,
  UpdateTemplateTagDto,
} from './TemplateTagDtos.js';
import { TemplateTagRepository, type TemplateTagRow } from './TemplateTagRepository.js';
import { tagNameEmpty, tagNameTaken, tagNotFound, tooManyTags } from './templateErrors.js';

/** Of a workspace. */
const MOST_TAGS = 100;

/** Tags of templates. They sort templates and say nothing to anyone who gets a message. */
@Injectable()
export class TemplateTags {
  constructor(
    private readonly tags: TemplateTagRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext): Promise<TemplateTagDto[]> {
    return (await this.tags.list(ctx)).map((row) => present(row, row.templates));
  }

  create(ctx: WorkspaceContext, input: CreateTemplateTagDto): Promise<TemplateTagDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.oneAtATime(ctx);
      if ((await this.tags.count(ctx)) >= MOST_TAGS) throw tooManyTags(MOST_TAGS);
      const row: TemplateTagRow = {
        id: newId(),
        ...(await this.nameFor(ctx, input.name, '')),
        colour: input.colour ?? null,
        createdAt: nowIso(this.clock),
      };
      await this.tags.insert(ctx, row);
      await this.audit.record(ctx, { action: 'templateTag.created', entity: ['templateTag', row.id], after: stateOf(row) });
      return present(row, 0);
    });
  }

  update(ctx: WorkspaceContext, id: string, input: UpdateTemplateTagDto): Promise<TemplateTagDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.oneAtATime(ctx);
      const before = await this.require(ctx, id);
      const name = input.name === undefined ? {} : await this.nameFor(ctx, input.name, id);
      const row: TemplateTagRow = { ...before, ...name, colour: input.colour === undefined ? before.colour : input.colour };
      if (row.name !== before.name || row.colour !== before.colour) {
        await this.tags.update(ctx, row);
        await this.audit.record(ctx, {
          action: 'templateTag.updated',
          entity: ['templateTag', id],
          before: stateOf(before),
          after: stateOf(row),
        });
      }
      return present(row, await this.tags.countTemplates(ctx, id));
    });
  }

  /** Templates lose it, and nothing else. */
  delete(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.require(ctx, id);
      await this.tags.delete(ctx, id);
      await this.audit.record(ctx, { action: 'templateTag.deleted', entity: ['templateTag', id], before: stateOf(before) });
    });
  }

  /** The same again changes nothing. */
  tag(ctx: WorkspaceContext, id: string, { templateIds, isTagged }: TagTemplatesDto): Promise<ChangedTemplatesDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.require(ctx, id);
      const ids = [...new Set(templateIds)];
      if (ids.length === 0) return { changed: 0 };
      const changed = isTagged ? await this.tags.give(ctx, id, ids) : await this.tags.take(ctx, id, ids);
      if (changed > 0)
        await this.audit.record(ctx, {
          action: isTagged ? 'templateTag.given' : 'templateTag.removed',
          entity: ['templateTag', id],
          details: { templates: changed },
        });
      return { changed };
    });
  }

  private oneAtATime(ctx: WorkspaceContext): Promise<void> {
    return serialise(ctx.manager, `templateTags ${ctx.workspaceId}`);
  }

  private async nameFor(ctx: WorkspaceContext, name: string, exceptId: string): Promise<{ name: string; nameKey: string }> {
    const nameKey = foldedName(name);
    if (nameKey === '') throw tagNameEmpty();
    if (await this.tags.isNameTaken(ctx, nameKey, exceptId)) throw tagNameTaken();
    return { name, nameKey };
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<TemplateTagRow> {
    const row = await this.tags.find(ctx, id);
    if (!row) throw tagNotFound();
    return row;
  }
}

function present({ id, name, colour }: TemplateTagRow, templates: number): TemplateTagDto {
  return { id, name, colour, templates };
}

function stateOf({ name, colour }: TemplateTagRow): object {
  return { name, colour };
}
