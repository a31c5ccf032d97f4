import { Injectable } from '@nestjs/common';

import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { requireScope } from '../../platform/security/fieldScopes.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactBulkRepository } from './ContactBulkRepository.js';
import type { BulkContactsDto, BulkResultDto, ContactSelectionDto } from './ContactDtos.js';
import { alreadyUndone, badSelection, listRequired, undoNotFound } from './contactErrors.js';
import { ContactListReader } from './ContactListReader.js';
import { type BeforeImage, type BulkAction, type BulkInput, ContactPartReferences } from './ContactPartReferences.js';
import { ContactRepository } from './ContactRepository.js';
import { ContactService } from './ContactService.js';

/** One transaction's worth: others wait for at most a few tenths of a second. */
const CHUNK = 2_000;

/** How the audit log calls the beginning of what commits in several steps. */
const BEGINNING = { 'contact.bulkDone': 'contact.bulkStarted', 'contact.bulkUndone': 'contact.bulkUndoStarted' } as const;

interface Done {
  readonly id: string;
  readonly bulkAction: string;
  readonly listId: string | null;
  affected: number;
}

/** One action on many contacts, in chunks, each with the images that undo it. */
@Injectable()
export class ContactBulkService {
  constructor(
    private readonly bulk: ContactBulkRepository,
    private readonly reader: ContactListReader,
    private readonly contacts: ContactRepository,
    private readonly filters: ContactService,
    private readonly parts: ContactPartReferences,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {
    parts.registerBulkAction('trash', this.trashing());
    parts.registerBulkAction('restore', this.restoring());
  }

  async run(ctx: WorkspaceContext, { action: name, listId, selection }: BulkContactsDto): Promise<BulkResultDto> {
    const action = this.parts.bulkAction(name);
    const input: BulkInput = { listId: listId ?? null, at: nowIso(this.clock) };
    if (name.endsWith('List') && !input.listId) throw listRequired();
    if ((selection.contactIds === undefined) === (selection.filter === undefined)) throw badSelection();
    await action.check?.(ctx, input);
    const id = await this.bulk.start(ctx, name, input);
    const done: Done = { id, bulkAction: name, listId: input.listId, affected: 0 };
    let isFirst = true;
    for await (const { contactIds, isLast } of this.chunks(ctx, selection)) {
      done.affected += await this.unitOfWork.run(ctx, async (ctx) => {
        const images = contactIds.length > 0 ? await action.apply(ctx, contactIds, input) : [];
        await this.bulk.record(ctx, id, images);
        await this.tell(ctx, 'contact.bulkDone', { ...done, affected: done.affected + images.length }, { isFirst, isLast });
        return images.length;
      });
      isFirst = false;
    }
    const { affected } = done;
    if (affected > 0) return { affected, undoId: id };
    await this.bulk.discard(ctx, id);
    return { affected, undoId: null };
  }

  async undo(ctx: WorkspaceContext, id: string): Promise<{ affected: number }> {
    const done = await this.bulk.find(ctx, id);
    if (!done) throw undoNotFound();
    if (done.action.endsWith('List')) requireScope(ctx, 'lists:write');
    const undone: Done = { id, bulkAction: done.action, listId: done.details.listId, affected: 0 };
    const action = this.parts.bulkAction(done.action);
    let after: string | null = null;
    for (let isFirst = true, isLast = false; !isLast; isFirst = false) {
      const images: BeforeImage[] = await this.bulk.listImages(ctx, id, after, CHUNK);
      isLast = images.length < CHUNK;
      const place = { isFirst, isLast };
      undone.affected += await this.unitOfWork.run(ctx, async (ctx) => {
        if (place.isFirst && !(await this.bulk.markUndone(ctx, id, nowIso(this.clock)))) throw alreadyUndone();
        const affected = images.length > 0 ? await action.undo(ctx, images, done.details) : 0;
        await this.tell(ctx, 'contact.bulkUndone', { ...undone, affected: undone.affected + affected }, place);
        return affected;
      });
      after = images.at(-1)?.contactId ?? null;
    }
    return { affected: undone.affected };
  }

  /** One entry with the counts, in the last chunk's transaction; where there are several, one more that says that it began. */
  private async tell(
    ctx: WorkspaceContext,
    action: keyof typeof BEGINNING,
    { id, bulkAction, listId, affected }: Done,
    { isFirst, isLast }: { isFirst: boolean; isLast: boolean },
  ): Promise<void> {
    const entity = ['bulkAction', id] as const;
    const told = { bulkAction, ...(listId === null ? {} : { listId }) };
    if (isLast && affected > 0) await this.audit.record(ctx, { action, entity, details: { ...told, affected } });
    else if (isFirst && !isLast) await this.audit.record(ctx, { action: BEGINNING[action], entity, details: told });
  }

  private async *chunks(
    ctx: WorkspaceContext,
    { contactIds, filter }: ContactSelectionDto,
  ): AsyncGenerator<{ contactIds: string[]; isLast: boolean }> {
    if (contactIds) {
      yield { contactIds: await this.bulk.ownIds(ctx, contactIds), isLast: true };
      return;
    }
    const wanted = await this.filters.inUtc(ctx, filter ?? {});
    let after: string | null = null;
    for (let isLast = false; !isLast;) {
      const ids: string[] = await this.reader.listIds(ctx, wanted, after, CHUNK);
      isLast = ids.length < CHUNK;
      yield { contactIds: ids, isLast };
      after = ids.at(-1) ?? null;
    }
  }

  private trashing(): BulkAction {
    return {
      apply: async (ctx, ids, { at }) => (await this.contacts.trash(ctx, ids, at)).map((contactId) => ({ contactId, before: null })),
      undo: async (ctx, images, { at }) =>
        (
          await this.contacts.restore(
            ctx,
            images.map((image) => image.contactId),
            nowIso(this.clock),
            at,
          )
        ).length,
    };
  }

  private restoring(): BulkAction {
    return {
      apply: async (ctx, ids, { at }) =>
        (await this.contacts.restore(ctx, ids, at)).map(({ id, deletedAt }) => ({ contactId: id, before: { deletedAt } })),
      undo: async (ctx, images) =>
        (
          await this.contacts.trash(
            ctx,
            images.map((image) => image.contactId),
            nowIso(this.clock),
          )
        ).length,
    };
  }
}
