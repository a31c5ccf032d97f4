import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { Context } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { SystemMailer } from '../../platform/mail/SystemMailer.js';
import { hashToken, newToken } from '../../platform/security/tokens.js';
import { UserService } from '../users/UserService.js';
import type { Invitation } from './entities/Invitation.js';
import { INVITATION_DAYS, invitationMail } from './invitationMail.js';
import { InvitationRepository } from './InvitationRepository.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';

/** The links of one invitation. Of each the hash is kept. */
export interface InvitationLinks {
  /** Shown to whoever invites, to be passed on: opening it proves nothing about the address. */
  readonly shown: string;
  /** Mailed, and seen by nobody else: opening it proves the address. The same as `shown` where no mail leaves. */
  readonly mailed: string;
  readonly hashes: Pick<Invitation, 'tokenHash' | 'mailTokenHash'>;
}

/** The two ways an invitation reaches a person (docs/adr/0047). */
@Injectable()
export class InvitationDelivery {
  constructor(
    private readonly workspaces: WorkspaceRepository,
    private readonly invitations: InvitationRepository,
    private readonly users: UserService,
    private readonly mailer: SystemMailer,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
  ) {}

  newLinks(): InvitationLinks {
    const shown = newToken();
    const mailed = this.isMailed ? newToken() : shown;
    return {
      shown: this.urlOf(shown),
      mailed: this.urlOf(mailed),
      hashes: { tokenHash: hashToken(shown), mailTokenHash: mailed === shown ? null : hashToken(mailed) },
    };
  }

  /** Whether the addressee gets a link by mail that nobody else has seen. */
  get isMailed(): boolean {
    return this.config.systemMail.smtp !== null;
  }

  /** A further mailed link for an invitation that stays as it is. Inside a unit of work, with an entry in the log; false when it is over. */
  async mailAgain(ctx: Context, invitation: Invitation): Promise<boolean> {
    const token = newToken();
    if (!(await this.invitations.renewMailLink(ctx, invitation.id, hashToken(token)))) return false;
    await this.mail(ctx, invitation, this.urlOf(token));
    await this.audit.record(inWorkspace(ctx, invitation.workspaceId, 'viewer'), {
      action: 'invitation.linkMailed',
      entity: ['invitation', invitation.id],
      details: { email: invitation.email },
    });
    return true;
  }

  /** Inside a unit of work. */
  async mail(ctx: Context, { email: to, role, workspaceId, invitedBy: inviterId }: Invitation, url: string): Promise<void> {
    const workspace = await this.workspaces.findById(ctx, workspaceId);
    const inviter = inviterId ? ((await this.users.namesOf(ctx, [inviterId])).get(inviterId) ?? null) : null;
    const { publicUrl } = this.config;
    await this.mailer.send(
      ctx,
      invitationMail({ to, inviter, workspaceName: workspace?.name ?? '', role, url, days: INVITATION_DAYS, publicUrl }),
    );
  }

  private urlOf(token: string): string {
    return `${this.config.publicUrl}/invite/${token}`;
  }
}
