import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { ContactDto, TrashedDto } from './ContactDtos.js';
import { changedMeanwhile } from './contactErrors.js';
import { ContactRepository } from './ContactRepository.js';
import { ContactService } from './ContactService.js';
import { ContactTwins } from './ContactTwins.js';

/** One contact into the trash and out of it. Many at once: bulk/TrashActions. */
@Injectable()
export class ContactTrash {
  constructor(
    private readonly contacts: ContactRepository,
    private readonly service: ContactService,
    private readonly twins: ContactTwins,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @param version the one that the caller has seen; null: whichever there is */
  trash(ctx: WorkspaceContext, id: string, version: number | null = null): Promise<TrashedDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const now = nowIso(this.clock);
      const [trashed] = await this.contacts.trash(ctx, [id], now);
      // Trashing has made one more, and whoever else changes the contact waits for this.
      if (trashed && version !== null) {
        const seen = (await this.service.require(ctx, id)).version - 1;
        if (seen !== version) throw changedMeanwhile(seen);
      }
      if (trashed) await this.audit.record(ctx, { action: 'contact.trashed', entity: ['contact', id] });
      const { deletedAt } = trashed ? { deletedAt: now } : await this.service.require(ctx, id);
      return { id, deletedAt: deletedAt ?? now };
    });
  }

  restore(ctx: WorkspaceContext, id: string): Promise<ContactDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.service.require(ctx, id);
      const restored = await this.contacts.restore(ctx, [id], nowIso(this.clock));
      const keys = await this.contacts.findKeys(ctx, id);
      if (restored.length === 0 && row.deletedAt && keys) await this.twins.refuse(ctx, keys, id);
      if (restored.length > 0 && keys) await this.twins.refuseErased(ctx, keys);
      if (restored.length > 0) await this.audit.record(ctx, { action: 'contact.restored', entity: ['contact', id] });
      return this.service.get(ctx, id);
    });
  }
}
