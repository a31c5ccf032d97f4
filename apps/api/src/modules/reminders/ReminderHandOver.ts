import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { mayActAs } from '@rapport/common';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { MemberService } from '../workspaces/MemberService.js';
import { MemberLostRights, type LostMember } from '../workspaces/WorkspaceEvents.js';
import { ReminderRepository } from './ReminderRepository.js';

/** Whoever leaves, or may no longer edit contacts, hands their open reminders over to the owner. */
@Injectable()
export class ReminderHandOver implements OnModuleInit {
  constructor(
    private readonly reminders: ReminderRepository,
    private readonly members: MemberService,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.listen(MemberLostRights, {
      name: 'reminders',
      repeatable: 'It hands over what is open and still theirs; a second run finds nothing.',
      handle: (lost, { requestId }) => this.handOver(lost, requestId),
    });
  }

  private async handOver({ workspaceId, userId }: LostMember, requestId: string | undefined): Promise<void> {
    await this.unitOfWork.run(jobContext(this.dataSource.manager, workspaceId, 'reminders', requestId), async (ctx) => {
      const members = await this.members.list(ctx);
      const owner = members.find(({ role }) => role === 'owner');
      const member = members.find((one) => one.userId === userId);
      if (!owner || (member && mayActAs(member.role, 'author'))) return;
      const count = await this.reminders.handOver(ctx, userId, owner.userId);
      if (count > 0) await this.audit.record(ctx, { action: 'reminder.handedOver', entity: ['user', userId], details: { count } });
    });
  }
}
