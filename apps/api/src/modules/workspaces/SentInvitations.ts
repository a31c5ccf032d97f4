import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type Role, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { Invitation } from './entities/Invitation.js';
import { InvitationDelivery } from './InvitationDelivery.js';
import { INVITATION_DAYS } from './invitationMail.js';
import { InvitationRepository } from './InvitationRepository.js';
import { InvitationRights } from './InvitationRights.js';
import type { InvitationDto, NewInvitationDto } from './WorkspaceDtos.js';
import { tooManyOpenInvitations } from './workspaceErrors.js';

const VALID_MS = INVITATION_DAYS * 86_400_000;
/** Their page shows them all, expired ones too: they can be sent again or revoked. */
const MOST_OPEN = 500;

/** Invitations from the side of those who send them. */
@Injectable()
export class SentInvitations {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly rights: InvitationRights,
    private readonly delivery: InvitationDelivery,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext): Promise<InvitationDto[]> {
    return (await this.invitations.listOpen(ctx)).map(present);
  }

  invite(ctx: WorkspaceContext, email: string, role: Role): Promise<NewInvitationDto> {
    return this.rights.asInviter(ctx, email, async (ctx) => {
      await this.rights.requireInvitable(ctx, email);
      const links = this.delivery.newLinks();
      const invitation: Invitation = {
        id: newId(),
        workspaceId: ctx.workspaceId,
        email: emailKey(email),
        role,
        ...links.hashes,
        invitedBy: actorUserId(ctx),
        createdAt: nowIso(this.clock),
        expiresAt: this.inAWeek(),
        acceptedAt: null,
      };
      await this.invitations.replace(ctx, invitation);
      if ((await this.invitations.countOpen(ctx)) > MOST_OPEN) throw tooManyOpenInvitations(MOST_OPEN);
      await this.audit.record(ctx, {
        action: 'invitation.sent',
        entity: ['invitation', invitation.id],
        after: { email: invitation.email, role },
      });
      await this.delivery.mail(ctx, invitation, links.mailed);
      return { ...present(invitation), url: links.shown };
    });
  }

  /** New links; the old ones stop working. From now on it is the invitation of whoever sends it again. */
  async resend(ctx: WorkspaceContext, id: string): Promise<NewInvitationDto> {
    const invitation = await this.require(ctx, id);
    return this.rights.asInviter(ctx, invitation.email, async (ctx) => {
      const links = this.delivery.newLinks();
      const renewed = { ...links.hashes, expiresAt: this.inAWeek(), invitedBy: actorUserId(ctx) };
      if (!(await this.invitations.renew(ctx, id, renewed))) throw notFound('invitation');
      await this.audit.record(ctx, { action: 'invitation.resent', entity: ['invitation', id], details: { email: invitation.email } });
      await this.delivery.mail(ctx, { ...invitation, ...renewed }, links.mailed);
      return { ...present({ ...invitation, ...renewed }), url: links.shown };
    });
  }

  revoke(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { email, role } = await this.require(ctx, id);
      if (!(await this.invitations.delete(ctx, id))) throw notFound('invitation');
      await this.audit.record(ctx, { action: 'invitation.revoked', entity: ['invitation', id], before: { email, role } });
    });
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<Invitation> {
    const invitation = await this.invitations.find(ctx, id);
    if (!invitation || invitation.acceptedAt !== null) throw notFound('invitation');
    return invitation;
  }

  private inAWeek(): string {
    return new Date(this.clock.now().getTime() + VALID_MS).toISOString();
  }
}

function present(invitation: Invitation): InvitationDto {
  const { id, email, role, createdAt, expiresAt } = invitation;
  return { id, email, role, createdAt, expiresAt };
}
