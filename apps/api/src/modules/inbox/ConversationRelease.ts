import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { mayActAs } from '@rapport/common';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { MemberService } from '../workspaces/MemberService.js';
import { type LostMember, MemberLostRights } from '../workspaces/WorkspaceEvents.js';
import { ConversationRepository } from './ConversationRepository.js';

/** Whoever leaves, or may no longer edit contacts, takes care of no conversation: others see that nobody does. */
@Injectable()
export class ConversationRelease implements OnModuleInit {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly members: MemberService,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.listen(MemberLostRights, {
      name: 'inbox',
      repeatable: 'It releases what is still assigned to them; a second run finds nothing.',
      handle: (lost, { requestId }) => this.release(lost, requestId),
    });
  }

  private async release({ workspaceId, userId }: LostMember, requestId: string | undefined): Promise<void> {
    await this.unitOfWork.run(jobContext(this.dataSource.manager, workspaceId, 'inbox', requestId), async (ctx) => {
      const member = (await this.members.list(ctx)).find((one) => one.userId === userId);
      if (member && mayActAs(member.role, 'author')) return;
      const count = await this.conversations.release(ctx, userId);
      if (count > 0) await this.audit.record(ctx, { action: 'conversation.released', entity: ['user', userId], details: { count } });
    });
  }
}
