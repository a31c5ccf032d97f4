import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import type { Context } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { hashToken } from '../../platform/security/tokens.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { Invitation } from './entities/Invitation.js';
import { InvitationDelivery } from './InvitationDelivery.js';
import { InvitationRepository } from './InvitationRepository.js';
import { MemberAdmission } from './MemberAdmission.js';
import { MemberRepository } from './MemberRepository.js';
import { mayInvite } from './roleRights.js';
import type { MembershipDto } from './WorkspaceDtos.js';
import { invitationForOther, invitationNotMailed, invitationOver } from './workspaceErrors.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';

export interface OpenInvitation extends Invitation {
  readonly workspaceName: string;
  /** The link that was opened went by mail to the address, and nowhere else. */
  readonly provesEmail: boolean;
  /** Not with this link, unless its addressee is signed in: others may have seen it, and the mailed one proves who they are. */
  readonly byMail: boolean;
}

/** Invitations from the side of those who get them. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly workspaces: WorkspaceRepository,
    private readonly members: MemberRepository,
    private readonly admission: MemberAdmission,
    private readonly delivery: InvitationDelivery,
    private readonly clock: Clock,
  ) {}

  /** The open invitation behind a link. */
  async requireOpen(ctx: Context, token: string): Promise<OpenInvitation> {
    const tokenHash = hashToken(token);
    const invitation = await this.invitations.findByHash(ctx, tokenHash);
    return this.requireValid(ctx, invitation, invitation?.mailTokenHash === tokenHash);
  }

  /** For an invitation whose link was opened earlier in the same sign-in, which has proven the address if the link could. */
  async acceptById(ctx: Context, invitationId: string, userId: string): Promise<void> {
    await this.admission.admit(ctx, await this.requireValid(ctx, await this.invitations.findAnywhere(ctx, invitationId), false), userId);
  }

  assertFor({ email }: OpenInvitation, address: string): void {
    if (emailKey(address) !== emailKey(email)) throw invitationForOther(email);
  }

  /** Another link to the address, whatever accounts there are. Inside the caller's unit of work. */
  async mailLink(ctx: Context, invitation: OpenInvitation): Promise<void> {
    if (!this.delivery.isMailed) throw invitationNotMailed();
    if (!(await this.delivery.mailAgain(ctx, invitation))) throw invitationOver();
  }

  /** Inside the caller's unit of work. */
  async join(ctx: Context, invitation: OpenInvitation, userId: string): Promise<MembershipDto> {
    await this.admission.admit(ctx, invitation, userId);
    const membership = (await this.workspaces.listMemberships(ctx, userId)).find(({ id }) => id === invitation.workspaceId);
    if (!membership) throw invitationOver();
    return membership;
  }

  /** With the account of whoever sent them, their invitations go. */
  async voidAllOf(ctx: Context, userId: string): Promise<void> {
    await this.invitations.deleteMadeBy(ctx, userId);
  }

  /** Nobody is let in by one who could not let them in now. */
  private async requireValid(ctx: Context, invitation: Invitation | null, provesEmail: boolean): Promise<OpenInvitation> {
    const workspace = invitation && (await this.workspaces.findById(ctx, invitation.workspaceId));
    if (!workspace || workspace.deletedAt || invitation.acceptedAt || invitation.expiresAt <= nowIso(this.clock)) throw invitationOver();
    const inviter = invitation.invitedBy && (await this.members.find(inWorkspace(ctx, workspace.id, 'viewer'), invitation.invitedBy));
    if (!inviter || !mayInvite(inviter.role, invitation.role)) throw invitationOver();
    return { ...invitation, workspaceName: workspace.name, provesEmail, byMail: this.delivery.isMailed && !provesEmail };
  }
}
