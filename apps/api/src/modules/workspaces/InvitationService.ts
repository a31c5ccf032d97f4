import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { actorUserId, type Context, type Role, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { hashToken, newToken } from '../../platform/security/tokens.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import type { Invitation } from './entities/Invitation.js';
import type { InvitationDto, NewInvitationDto } from './WorkspaceDtos.js';
import { alreadyMember, invitationOver } from './workspaceErrors.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';

const VALID_MS = 7 * 86_400_000;

/** How further people join: a link that works once, for seven days. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly workspaces: WorkspaceRepository,
    private readonly users: UserService,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext): Promise<InvitationDto[]> {
    return (await this.workspaces.listOpenInvitations(ctx)).map(present);
  }

  invite(ctx: WorkspaceContext, email: string, role: Role): Promise<NewInvitationDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const user = await this.users.findByEmail(ctx, email);
      if (user && (await this.workspaces.findMember(ctx, user.id))) throw alreadyMember();
      const token = newToken();
      const now = this.clock.now();
      const invitation: Invitation = {
        id: newId(),
        workspaceId: ctx.workspaceId,
        email: email.toLowerCase(),
        role,
        tokenHash: hashToken(token),
        invitedBy: actorUserId(ctx),
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + VALID_MS).toISOString(),
        acceptedAt: null,
      };
      await this.workspaces.replaceInvitation(ctx, invitation);
      return { ...present(invitation), url: `${this.config.publicUrl}/invite/${token}` };
    });
  }

  async revoke(ctx: WorkspaceContext, id: string): Promise<void> {
    if (!(await this.workspaces.deleteInvitation(ctx, id))) throw notFound('invitation');
  }

  /** The open invitation behind a link. */
  async requireOpen(ctx: Context, token: string): Promise<Invitation & { workspaceName: string }> {
    const invitation = await this.workspaces.findInvitationByHash(ctx, hashToken(token));
    const workspace = invitation && (await this.workspaces.findById(ctx, invitation.workspaceId));
    if (!workspace || invitation.acceptedAt || invitation.expiresAt <= nowIso(this.clock)) throw invitationOver();
    return { ...invitation, workspaceName: workspace.name };
  }

  /** As `accept`, for an invitation whose link was opened earlier in the same sign-in. */
  async acceptById(ctx: Context, invitationId: string, userId: string): Promise<void> {
    const invitation = await this.workspaces.findInvitationById(ctx, invitationId);
    if (!invitation) throw invitationOver();
    await this.accept(ctx, invitation, userId);
  }

  /** Makes the person a member. Inside the caller's unit of work; of two callers at once, one succeeds. */
  async accept(ctx: Context, invitation: Invitation, userId: string): Promise<void> {
    const now = nowIso(this.clock);
    if (!(await this.workspaces.takeInvitation(ctx, invitation.id, now))) throw invitationOver();
    await this.workspaces.insertMember(ctx, { workspaceId: invitation.workspaceId, userId, role: invitation.role, joinedAt: now });
  }
}

function present(invitation: Invitation): InvitationDto {
  const { id, email, role, createdAt, expiresAt } = invitation;
  return { id, email, role, createdAt, expiresAt };
}
