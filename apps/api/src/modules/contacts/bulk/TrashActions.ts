import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { type BeforeImage, type BulkAction, ContactPartReferences, type LeftBehind } from '../ContactPartReferences.js';
import { ErasedGuard } from '../erasure/ErasedGuard.js';
import { ContactRepository } from '../ContactRepository.js';

/** Into the trash and out of it, for many contacts at once. */
@Injectable()
export class TrashActions implements OnModuleInit {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly parts: ContactPartReferences,
    private readonly erased: ErasedGuard,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.parts.registerBulkAction('trash', this.trashing());
    this.parts.registerBulkAction('restore', this.restoring());
  }

  private trashing(): BulkAction {
    return {
      apply: async (ctx, ids, { at }) => ({
        images: (await this.contacts.trash(ctx, ids, at)).map((contactId) => ({ contactId, before: null })),
        left: [],
      }),
      undo: async (ctx, images, { at }) => {
        const { restored, left } = await this.restore(ctx, idsOf(images), nowIso(this.clock), at);
        return { count: restored.length, left };
      },
    };
  }

  private restoring(): BulkAction {
    return {
      apply: async (ctx, ids, { at }) => {
        const { restored, left } = await this.restore(ctx, ids, at, null);
        return { images: restored.map(({ id, deletedAt }) => ({ contactId: id, before: { deletedAt } })), left };
      },
      undo: async (ctx, images) => {
        const trashed = await this.contacts.trash(ctx, idsOf(images), nowIso(this.clock));
        const there = await this.contacts.listStates(ctx, without(idsOf(images), trashed));
        // Who is in the trash already is where the undo would put them.
        const left = without(idsOf(images), trashed).filter((id) => !there.has(id));
        return { count: trashed.length, left: left.map((contactId) => ({ contactId, reason: 'gone', existingContactId: null })) };
      },
    };
  }

  private async restore(
    ctx: WorkspaceContext,
    ids: readonly string[],
    now: string,
    trashedAt: string | null,
  ): Promise<{ restored: { id: string; deletedAt: string }[]; left: LeftBehind[] }> {
    const restored = await this.contacts.restore(ctx, ids, now, trashedAt);
    await this.erased.block(ctx, restored);
    const missing = without(
      ids,
      restored.map(({ id }) => id),
    );
    const states = await this.contacts.listStates(ctx, missing);
    const left = missing.flatMap((contactId): LeftBehind[] => {
      const state = states.get(contactId);
      if (!state) return [{ contactId, reason: 'gone', existingContactId: null }];
      // Someone else has restored it: it is where it should be.
      if (state.deletedAt === null) return [];
      if (trashedAt !== null && state.deletedAt !== trashedAt) return [{ contactId, reason: 'changedSince', existingContactId: null }];
      if (state.emailOwnerId !== null) return [{ contactId, reason: 'emailTaken', existingContactId: state.emailOwnerId }];
      return [{ contactId, reason: 'phoneTaken', existingContactId: state.phoneOwnerId }];
    });
    return { restored, left };
  }
}

function idsOf(images: readonly BeforeImage[]): string[] {
  return images.map((image) => image.contactId);
}

function without(ids: readonly string[], taken: readonly string[]): string[] {
  const known = new Set(taken);
  return ids.filter((id) => !known.has(id));
}
