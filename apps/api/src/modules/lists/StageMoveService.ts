import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { ContactService } from '../contacts/ContactService.js';
import { contactInTrash } from '../contacts/public.js';
import { notAStage } from './listErrors.js';
import { ListMembershipService } from './ListMembershipService.js';
import { ListRepository } from './ListRepository.js';
import { MembershipRepository, type StageOf } from './MembershipRepository.js';

export interface ContactStage {
  readonly id: string;
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly since: string;
}

/** Where a contact is now, and where it was before. */
export interface StageMove {
  readonly stage: ContactStage | null;
  readonly previous: ContactStage | null;
}

/** One contact on its way through the stages. */
@Injectable()
export class StageMoveService {
  constructor(
    private readonly lists: ListRepository,
    private readonly members: MembershipRepository,
    private readonly memberships: ListMembershipService,
    private readonly contacts: ContactService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * To a stage, or to none. `isUndo`: back to the stage that it left last, where its time goes on as if it had never left. Being there
   * already changes nothing.
   */
  move(ctx: WorkspaceContext, contactId: string, stageId: string | null, { isUndo = false } = {}): Promise<StageMove> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if ((await this.contacts.require(ctx, contactId)).deletedAt !== null) throw contactInTrash();
      await this.lists.lockStages(ctx, { shared: true });
      await this.lists.lockContacts(ctx, [contactId]);
      const previous = await this.stageOf(ctx, contactId);
      if ((previous?.id ?? null) === stageId) return { stage: previous, previous };
      await (stageId === null ? this.leave(ctx, contactId, previous) : this.enter(ctx, contactId, stageId, isUndo));
      const stage = await this.stageOf(ctx, contactId);
      const details = { from: previous?.name ?? null, to: stage?.name ?? null };
      await this.audit.record(ctx, { action: 'contact.stageMoved', entity: ['contact', contactId], details });
      return { stage, previous };
    });
  }

  private async enter(ctx: WorkspaceContext, contactId: string, stageId: string, isUndo: boolean): Promise<void> {
    const stage = await this.memberships.requireList(ctx, stageId);
    if (!stage.isPrimary) throw notAStage('stageId');
    const resume = isUndo && (await this.members.lastLeftStage(ctx, contactId)) === stageId;
    await this.memberships.addNow(ctx, stage, [contactId], isUndo ? { cause: { via: 'undo' }, resume } : {});
  }

  private async leave(ctx: WorkspaceContext, contactId: string, from: ContactStage | null): Promise<void> {
    if (from) await this.memberships.removeNow(ctx, await this.memberships.requireList(ctx, from.id), [contactId]);
  }

  private async stageOf(ctx: WorkspaceContext, contactId: string): Promise<ContactStage | null> {
    const [stage]: StageOf[] = await this.members.listStages(ctx, [contactId]);
    return stage ? { id: stage.listId, name: stage.name, since: stage.since } : null;
  }
}
