import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { toPage } from '../../../platform/database/keyset.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import type { Page, PageQuery } from '../../../platform/http/Page.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { UserService } from '../../users/UserService.js';
import { InvitationService } from '../../workspaces/InvitationService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { AccountLog } from '../AccountLog.js';
import type { OwnSessionDto, RevokedSessionsDto, SignInLogEntryDto } from '../AuthDtos.js';
import { ownsWorkspaces, sessionNotFound } from '../authErrors.js';
import { PendingAccess } from '../credentials/PendingAccess.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';
import { SignInLogRepository, type SignInLogRow } from './SignInLogRepository.js';

/** A person's sessions, what happened to their account, and its end. */
@Injectable()
export class AccountService {
  constructor(
    private readonly sessions: Sessions,
    private readonly pending: PendingAccess,
    private readonly signInLog: SignInLogRepository,
    private readonly users: UserService,
    private readonly workspaces: WorkspaceService,
    private readonly invitations: InvitationService,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async listSessions(ctx: Context): Promise<OwnSessionDto[]> {
    const { userId, sessionId } = personOf(ctx);
    const sessions = await this.sessions.list(ctx, userId);
    return sessions.map((session) => ({ ...session, isCurrent: session.id === sessionId }));
  }

  async revokeSession(ctx: Context, id: string, { request }: Exchange): Promise<void> {
    const { userId } = personOf(ctx);
    await this.unitOfWork.run(ctx, async (ctx) => {
      // What that session has begun, such as a change of the address, ends with it.
      await this.pending.voidAll(ctx, userId);
      if (!(await this.sessions.revoke(ctx, userId, id))) throw sessionNotFound();
      await this.log.record(ctx, 'auth.sessionRevoked', { userId, request, details: { sessionId: id } });
    });
  }

  revokeOtherSessions(ctx: Context, { request }: Exchange): Promise<RevokedSessionsDto> {
    const { userId, sessionId } = personOf(ctx);
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.pending.voidAll(ctx, userId);
      const count = await this.sessions.endOthers(ctx, userId, sessionId);
      await this.log.record(ctx, 'auth.otherSessionsRevoked', { userId, request, details: { count } });
      return { count };
    });
  }

  async listSignInLog(ctx: Context, { limit, cursor }: PageQuery): Promise<Page<SignInLogEntryDto>> {
    const rows = await this.signInLog.list(ctx, personOf(ctx).userId, { limit, ...(cursor === undefined ? {} : { cursor }) });
    return toPage(rows, limit, (row) => [row.seq], present);
  }

  /**
   * What a person owns would go with them, for others as well: so it is transferred or deleted first. What they deleted keeps its thirty
   * days and its audit log all the same; the rest of the account is removed after that.
   */
  async delete(ctx: Context, { request, reply }: Exchange): Promise<void> {
    const { userId, sessionId } = personOf(ctx);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const owned = await this.workspaces.listOwned(ctx, userId);
      if (owned.length > 0) throw ownsWorkspaces(owned);
      await this.sessions.end(ctx, sessionId, reply);
      await this.invitations.voidAllOf(ctx, userId);
      await this.workspaces.removeOwnedSamples(ctx, userId);
      await this.users.delete(ctx, userId);
      if (!(await this.workspaces.ownsAnyInGrace(ctx, userId))) await this.users.beginRemoval(ctx, userId);
      // By the system: an entry refers to the account of its actor, and that one is gone.
      await this.log.record(ctx, 'auth.accountDeleted', { userId, request, details: { by: 'owner' }, actor: { type: 'system' } });
    });
    if (!(await this.workspaces.ownsAnyInGrace(ctx, userId))) await this.users.hastenRemoval(ctx, userId);
  }
}

function present({ id, time, action, details, ipAddress }: SignInLogRow): SignInLogEntryDto {
  const { device, attempts } = JSON.parse(details ?? '{}') as { device?: string; attempts?: number };
  return { id, time, action, device: device ?? null, ipAddress, attempts: attempts ?? 1 };
}
