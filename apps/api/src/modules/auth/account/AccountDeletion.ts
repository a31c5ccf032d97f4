import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { UserService } from '../../users/UserService.js';
import { InvitationService } from '../../workspaces/InvitationService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { AccountLog } from '../AccountLog.js';
import { ownsWorkspaces } from '../authErrors.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';

/** The end of an account, by its owner. */
@Injectable()
export class AccountDeletion {
  constructor(
    private readonly sessions: Sessions,
    private readonly users: UserService,
    private readonly workspaces: WorkspaceService,
    private readonly invitations: InvitationService,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * What a person owns would go with them, for others as well: so it is transferred or deleted first. What they deleted keeps its thirty
   * days and its audit log all the same; the rest of the account is removed after that. The sample goes in a transaction of its own: what is
   * written in it meanwhile locks person and workspace in either order, and PostgreSQL would end one of two that hold both.
   */
  async delete(ctx: Context, { request, reply }: Exchange): Promise<void> {
    const { userId, sessionId } = personOf(ctx);
    await this.requireOwnsNone(ctx, userId);
    await this.workspaces.removeOwnedSamples(ctx, userId);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.requireOwnsNone(ctx, userId);
      await this.sessions.end(ctx, sessionId, reply);
      await this.invitations.voidAllOf(ctx, userId);
      await this.users.delete(ctx, userId);
      if (!(await this.workspaces.ownsAnyInGrace(ctx, userId))) await this.users.beginRemoval(ctx, userId);
      // By the system: an entry refers to the account of its actor, and that one is gone.
      await this.log.record(ctx, 'auth.accountDeleted', { userId, request, details: { by: 'owner' }, actor: { type: 'system' } });
    });
    if (!(await this.workspaces.ownsAnyInGrace(ctx, userId))) await this.users.hastenRemoval(ctx, userId);
  }
  private async requireOwnsNone(ctx: Context, userId: string): Promise<void> {
    const owned = await this.workspaces.listOwned(ctx, userId);
    if (owned.length > 0) throw ownsWorkspaces(owned);
  }
}
