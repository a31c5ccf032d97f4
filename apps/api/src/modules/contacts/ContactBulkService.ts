import { Injectable } from '@nestjs/common';

import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ContactBulkRepository } from './ContactBulkRepository.js';
import type { BulkContactsDto, BulkResultDto, ContactSelectionDto } from './ContactDtos.js';
import { alreadyUndone, badSelection, listRequired, undoNotFound } from './contactErrors.js';
import { ContactListReader } from './ContactListReader.js';
import { type BeforeImage, type BulkAction, type BulkInput, ContactPartReferences } from './ContactPartReferences.js';
import { ContactRepository } from './ContactRepository.js';

/** One transaction's worth: others wait for at most a few tenths of a second. */
const CHUNK = 2_000;

/** One action on many contacts, in chunks, each with the images that undo it. */
@Injectable()
export class ContactBulkService {
  constructor(
    private readonly bulk: ContactBulkRepository,
    private readonly reader: ContactListReader,
    private readonly contacts: ContactRepository,
    private readonly parts: ContactPartReferences,
    private readonly unitOfWork: UnitOfWork,
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
    let affected = 0;
    for await (const contactIds of this.chunks(ctx, selection)) {
      affected += await this.unitOfWork.run(ctx, async (ctx) => {
        const images = await action.apply(ctx, contactIds, input);
        await this.bulk.record(ctx, id, images);
        return images.length;
      });
    }
    if (affected > 0) return { affected, undoId: id };
    await this.bulk.discard(ctx, id);
    return { affected, undoId: null };
  }

  async undo(ctx: WorkspaceContext, id: string): Promise<{ affected: number }> {
    const done = await this.bulk.find(ctx, id);
    if (!done) throw undoNotFound();
    if (!(await this.bulk.markUndone(ctx, id, nowIso(this.clock)))) throw alreadyUndone();
    const action = this.parts.bulkAction(done.action);
    let affected = 0;
    let images: BeforeImage[] = [];
    let after: string | null = null;
    while ((images = await this.bulk.listImages(ctx, id, after, CHUNK)).length > 0) {
      const chunk = images;
      affected += await this.unitOfWork.run(ctx, (ctx) => action.undo(ctx, chunk, done.details));
      after = chunk.at(-1)?.contactId ?? null;
    }
    return { affected };
  }

  private async *chunks(ctx: WorkspaceContext, { contactIds, filter }: ContactSelectionDto): AsyncGenerator<string[]> {
    if (contactIds) {
      const own = await this.bulk.ownIds(ctx, contactIds);
      if (own.length > 0) yield own;
      return;
    }
    let after: string | null = null;
    let ids: string[] = [];
    while ((ids = await this.reader.listIds(ctx, filter ?? {}, after, CHUNK)).length > 0) {
      yield ids;
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
