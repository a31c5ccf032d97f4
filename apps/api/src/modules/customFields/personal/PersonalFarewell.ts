import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { setTimeout as rest } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../../platform/context/contexts.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../../platform/events/DomainEvents.js';
import { MemberService } from '../../workspaces/MemberService.js';
import { type LostMember, MemberLostRights } from '../../workspaces/WorkspaceEvents.js';
import { PersonalFieldRepository } from './PersonalFieldRepository.js';

const AT_ONCE = 200;
const REST_MS = 10;

/** Whoever leaves a workspace leaves nothing of their own on its contacts. */
@Injectable()
export class PersonalFarewell implements OnModuleInit {
  constructor(
    private readonly fields: PersonalFieldRepository,
    private readonly members: MemberService,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.listen(MemberLostRights, {
      name: 'personalFields',
      repeatable: 'It removes what is there; a second run finds nothing.',
      handle: (lost, { requestId }) => this.remove(lost, requestId),
    });
  }

  private async remove({ workspaceId, userId }: LostMember, requestId: string | undefined): Promise<void> {
    const ctx = jobContext(this.dataSource.manager, workspaceId, 'personalFields', requestId);
    if ((await this.members.list(ctx)).some((member) => member.userId === userId)) return;
    while ((await this.unitOfWork.run(ctx, (ctx) => this.fields.removeSome(ctx, userId, AT_ONCE))) === AT_ONCE) await rest(REST_MS);
  }
}
