import { Injectable } from '@nestjs/common';
import { snippetKeyOf, type SnippetKind } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { type SnippetBody, snippetBodyOf } from './snippetBody.js';
import type { CreateSnippetDto, DeletedSnippetDto, SnippetDto, SnippetQuery, SnippetSummaryDto, UpdateSnippetDto } from './SnippetDtos.js';
import { snippetChangedMeanwhile, snippetNameTaken, snippetNotFound, tooManySnippets } from './snippetErrors.js';
import { SnippetReferences } from './SnippetReferences.js';
import { SnippetRepository, type SnippetRow } from './SnippetRepository.js';

/** As many as are listed. Those that a version of a template holds are kept beyond it. */
export const SNIPPET_VERSIONS_KEPT = 200;
const MOST_SNIPPETS = 500;
/** In the trash; older ones that no template holds go when another comes. */
const TRASH_KEPT = 200;
/** `offer`, `offer-2`, … of names that are written alike. */
const MOST_ALIKE = 1_000;

/** Snippets and their immutable versions: every save that changes something makes one, and templates hold one. */
@Injectable()
export class SnippetService {
  constructor(
    private readonly snippets: SnippetRepository,
    private readonly references: SnippetReferences,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, { trashed }: SnippetQuery): Promise<SnippetSummaryDto[]> {
    const rows = await this.snippets.list(ctx, trashed ? 'trash' : 'live', MOST_SNIPPETS);
    const uses = await this.references.countUses(
      ctx,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => ({ ...row, usedByTemplates: uses.get(row.id) ?? 0 }));
  }

  async get(ctx: WorkspaceContext, id: string): Promise<SnippetDto> {
    return this.present(ctx, await this.require(ctx, id));
  }

  /** @throws AppError for what would break the message around it, such as a condition that does not end in it */
  create(ctx: WorkspaceContext, input: CreateSnippetDto): Promise<SnippetDto> {
    const body = snippetBodyOf(input.kind, input, null);
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.requireRoom(ctx);
      const now = nowIso(this.clock);
      const row: SnippetRow = {
        ...body,
        id: newId(),
        key: await this.freeKey(ctx, input.name),
        name: input.name,
        kind: input.kind,
        version: 1,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      await this.requireFreeName(ctx, row);
      await this.snippets.insert(ctx, row, nameKeyOf(row.name));
      await this.keepVersion(ctx, row);
      await this.audit.record(ctx, { action: 'snippet.created', entity: ['snippet', row.id], after: stateOf(row) });
      return this.present(ctx, row);
    });
  }

  /** A save that changes nothing makes no version. @throws AppError `snippet.changedMeanwhile` */
  update(ctx: WorkspaceContext, id: string, input: UpdateSnippetDto): Promise<SnippetDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, `snippets ${ctx.workspaceId}`);
      const before = await this.require(ctx, id);
      if (before.version !== input.version) throw snippetChangedMeanwhile(before.version);
      const content = { name: input.name ?? before.name, ...snippetBodyOf(before.kind, input, before) };
      if (isSame(before, content)) return this.present(ctx, before);
      const row: SnippetRow = { ...before, ...content, version: before.version + 1, updatedAt: nowIso(this.clock) };
      await this.requireFreeName(ctx, row);
      if (!(await this.snippets.update(ctx, row, nameKeyOf(row.name)))) throw snippetChangedMeanwhile(row.version);
      await this.keepVersion(ctx, row);
      await this.snippets.dropOldVersions(ctx, id, row.version, SNIPPET_VERSIONS_KEPT);
      const isReworded = before.body !== row.body || before.document !== row.document;
      await this.audit.record(ctx, {
        action: 'snippet.updated',
        entity: ['snippet', id],
        before: stateOf(before, isReworded),
        after: stateOf(row, isReworded),
        details: { version: row.version },
      });
      return this.present(ctx, row);
    });
  }

  /** To the trash. Templates that hold it keep what it says. @param version the one that the caller has seen; null: whichever there is */
  trash(ctx: WorkspaceContext, id: string, version: number | null): Promise<DeletedSnippetDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.require(ctx, id);
      if (version !== null && row.version !== version) throw snippetChangedMeanwhile(row.version);
      const deletedAt = nowIso(this.clock);
      if (!(await this.snippets.setDeleted(ctx, id, deletedAt))) throw snippetNotFound();
      if ((await this.snippets.count(ctx, 'trash')) > TRASH_KEPT) await this.snippets.dropOldestTrash(ctx);
      await this.audit.record(ctx, { action: 'snippet.trashed', entity: ['snippet', id] });
      return { id, deletedAt };
    });
  }

  /** Out of the trash; a snippet that is not there is answered as it is. */
  restore(ctx: WorkspaceContext, id: string): Promise<SnippetDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.snippets.find(ctx, id);
      if (!row) throw snippetNotFound();
      if (row.deletedAt === null) return this.present(ctx, row);
      await this.requireRoom(ctx);
      await this.requireFreeName(ctx, row);
      await this.snippets.setDeleted(ctx, id, null);
      await this.audit.record(ctx, { action: 'snippet.restored', entity: ['snippet', id] });
      return this.present(ctx, { ...row, deletedAt: null });
    });
  }

  /** A live one. */
  async require(ctx: WorkspaceContext, id: string): Promise<SnippetRow> {
    const row = await this.snippets.find(ctx, id);
    if (!row || row.deletedAt !== null) throw snippetNotFound();
    return row;
  }

  private async keepVersion(ctx: WorkspaceContext, { id, version, name, body, document, updatedAt }: SnippetRow): Promise<void> {
    const row = { id: newId(), snippetId: id, version, name, body, document, createdBy: actorUserId(ctx), createdAt: updatedAt };
    await this.snippets.insertVersion(ctx, row);
  }

  private async requireRoom(ctx: WorkspaceContext): Promise<void> {
    await serialise(ctx.manager, `snippets ${ctx.workspaceId}`);
    if ((await this.snippets.count(ctx, 'live')) >= MOST_SNIPPETS) throw tooManySnippets(MOST_SNIPPETS);
  }

  private async requireFreeName(ctx: WorkspaceContext, { id, name }: SnippetRow): Promise<void> {
    if (await this.snippets.isNameTaken(ctx, nameKeyOf(name), id)) throw snippetNameTaken();
  }

  private async freeKey(ctx: WorkspaceContext, name: string): Promise<string> {
    const stem = snippetKeyOf(name);
    const keys = Array.from({ length: MOST_ALIKE }, (_, index) => (index === 0 ? stem : `${stem}-${index + 1}`));
    const taken = await this.snippets.takenKeys(ctx, keys);
    return keys.find((key) => !taken.has(key)) ?? `${stem}-${newId()}`;
  }

  private async present(ctx: WorkspaceContext, row: SnippetRow): Promise<SnippetDto> {
    const uses = await this.references.countUses(ctx, [row.id]);
    return { ...row, document: presentGroup(row.document), usedByTemplates: uses.get(row.id) ?? 0 };
  }
}

export function presentGroup(document: string | null): Record<string, unknown> | null {
  return document === null ? null : (JSON.parse(document) as Record<string, unknown>);
}

function nameKeyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function isSame(before: SnippetRow, content: SnippetBody & { readonly name: string }): boolean {
  return before.name === content.name && before.body === content.body && before.document === content.document;
}

/** Without what it says: that is kept by its versions, not by the log. */
function stateOf({ name, kind, version }: SnippetRow & { readonly kind: SnippetKind }, isReworded = false): object {
  return { name, kind, ...(isReworded ? { body: `version ${version}` } : {}) };
}
