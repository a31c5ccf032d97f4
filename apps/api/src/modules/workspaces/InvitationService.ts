import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { actorUserId, type Context, type Role, type WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { SystemMailer } from '../../platform/mail/SystemMailer.js';
import { hashToken, newToken } from '../../platform/security/tokens.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import type { Invitation } from './entities/Invitation.js';
import { invitationMail } from './invitationMail.js';
import { InvitationRepository } from './InvitationRepository.js';
import { MemberRepository } from './MemberRepository.js';
import type { InvitationDto, MembershipDto, NewInvitationDto } from './WorkspaceDtos.js';
import { alreadyMember, invitationForOther, invitationOver } from './workspaceErrors.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';

const VALID_DAYS = 7;
const VALID_MS = VALID_DAYS * 86_400_000;

/** How further people join: a link that is mailed to them, works once, for seven days. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly workspaces: WorkspaceRepository,
    private readonly members: MemberRepository,
    private readonly users: UserService,
    private readonly mailer: SystemMailer,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext): Promise<InvitationDto[]> {
    return (await this.invitations.listOpen(ctx)).map(present);
  }

  invite(ctx: WorkspaceContext, email: string, role: Role): Promise<NewInvitationDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const user = await this.users.findByEmail(ctx, email);
      if (user && (await this.members.find(ctx, user.id))) throw alreadyMember();
      const token = newToken();
      const invitation: Invitation = {
        id: newId(),
        workspaceId: ctx.workspaceId,
        email: emailKey(email),
        role,
        tokenHash: hashToken(token),
        invitedBy: actorUserId(ctx),
        createdAt: nowIso(this.clock),
        expiresAt: this.inAWeek(),
        acceptedAt: null,
      };
      await this.invitations.replace(ctx, invitation);
      await this.audit.record(ctx, {
        action: 'invitation.sent',
        entity: ['invitation', invitation.id],
        after: { email: invitation.email, role },
      });
      return this.mail(ctx, invitation, token);
    });
  }

  /** A new link by mail; the old one stops working. */
  resend(ctx: WorkspaceContext, id: string): Promise<NewInvitationDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const invitation = await this.invitations.find(ctx, id);
      const token = newToken();
      const renewed = { tokenHash: hashToken(token), expiresAt: this.inAWeek() };
      if (!invitation || !(await this.invitations.renew(ctx, id, renewed))) throw notFound('invitation');
      await this.audit.record(ctx, { action: 'invitation.resent', entity: ['invitation', id], details: { email: invitation.email } });
      return this.mail(ctx, { ...invitation, ...renewed }, token);
    });
  }

  revoke(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const invitation = await this.invitations.find(ctx, id);
      if (!invitation || !(await this.invitations.delete(ctx, id))) throw notFound('invitation');
      const { email, role } = invitation;
      await this.audit.record(ctx, { action: 'invitation.revoked', entity: ['invitation', id], before: { email, role } });
    });
  }

  /** The open invitation behind a link. */
  async requireOpen(ctx: Context, token: string): Promise<Invitation & { workspaceName: string }> {
    return this.requireValid(ctx, await this.invitations.findByHash(ctx, hashToken(token)));
  }

  /** As `accept`, for an invitation whose link was opened earlier in the same sign-in. */
  async acceptById(ctx: Context, invitationId: string, userId: string): Promise<void> {
    await this.accept(ctx, await this.requireValid(ctx, await this.invitations.findAnywhere(ctx, invitationId)), userId);
  }

  /** Makes the person a member. Inside the caller's unit of work; of two callers at once, one succeeds. */
  async accept(ctx: Context, invitation: Invitation, userId: string): Promise<void> {
    const now = nowIso(this.clock);
    const { workspaceId, role } = invitation;
    const inside = inWorkspace(ctx, workspaceId, role, { type: 'user', userId, sessionId: '' });
    if (!(await this.invitations.take(ctx, invitation.id, now))) throw invitationOver();
    if (await this.members.find(inside, userId)) throw alreadyMember();
    await this.members.insert(ctx, { workspaceId, userId, role, joinedAt: now });
    await this.audit.record(inside, {
      action: 'invitation.accepted',
      entity: ['invitation', invitation.id],
      details: { userId, role },
    });
  }

  /** With one click, for whoever is signed in as the person it was sent to. */
  join(ctx: Context, token: string): Promise<MembershipDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const invitation = await this.requireOpen(ctx, token);
      const user = await this.users.requireUser(ctx, actorUserId(ctx) ?? '');
      if (emailKey(user.email) !== emailKey(invitation.email)) throw invitationForOther(invitation.email);
      await this.accept(ctx, invitation, user.id);
      const membership = (await this.workspaces.listMemberships(ctx, user.id)).find(({ id }) => id === invitation.workspaceId);
      if (!membership) throw invitationOver();
      return membership;
    });
  }

  private async requireValid(ctx: Context, invitation: Invitation | null): Promise<Invitation & { workspaceName: string }> {
    const workspace = invitation && (await this.workspaces.findById(ctx, invitation.workspaceId));
    if (!workspace || workspace.deletedAt || invitation.acceptedAt || invitation.expiresAt <= nowIso(this.clock)) throw invitationOver();
    return { ...invitation, workspaceName: workspace.name };
  }

  private async mail(ctx: WorkspaceContext, invitation: Invitation, token: string): Promise<NewInvitationDto> {
    const { publicUrl } = this.config;
    const url = `${publicUrl}/invite/${token}`;
    const workspace = await this.workspaces.findById(ctx, ctx.workspaceId);
    const inviterId = actorUserId(ctx);
    const inviter = inviterId ? ((await this.users.namesOf(ctx, [inviterId])).get(inviterId) ?? null) : null;
    const { email: to, role } = invitation;
    await this.mailer.send(
      ctx,
      invitationMail({ to, inviter, workspaceName: workspace?.name ?? '', role, url, days: VALID_DAYS, publicUrl }),
    );
    return { ...present(invitation), url };
  }

  private inAWeek(): string {
    return new Date(this.clock.now().getTime() + VALID_MS).toISOString();
  }
}

function present(invitation: Invitation): InvitationDto {
  const { id, email, role, createdAt, expiresAt } = invitation;
  return { id, email, role, createdAt, expiresAt };
}
