import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { UserService } from '../users/UserService.js';
import { InvitationLimits } from './InvitationLimits.js';
import { MemberService } from './MemberService.js';

/** Who may invite, and whom. */
@Injectable()
export class InvitationRights {
  constructor(
    private readonly users: UserService,
    private readonly limits: InvitationLimits,
    private readonly members: MemberService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** A unit of work that has this address mailed, by someone who has proven their own and keeps their role until the end. */
  async asInviter<T>(ctx: WorkspaceContext, email: string, act: (ctx: WorkspaceContext) => Promise<T>): Promise<T> {
    await this.users.requireProven(ctx, actorUserId(ctx) ?? '');
    await this.limits.count(ctx, email);
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.members.holdRole(ctx);
      return act(ctx);
    });
  }

  /** Not someone who is in already, and nobody where there are as many as their page shows. */
  async requireInvitable(ctx: WorkspaceContext, email: string): Promise<void> {
    const user = await this.users.findByEmail(ctx, email);
    await this.members.requireRoom(ctx, user?.id ?? null);
  }
}
