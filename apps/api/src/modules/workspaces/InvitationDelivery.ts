import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { SystemMailer } from '../../platform/mail/SystemMailer.js';
import { hashToken, newToken } from '../../platform/security/tokens.js';
import { UserService } from '../users/UserService.js';
import type { Invitation } from './entities/Invitation.js';
import { INVITATION_DAYS, invitationMail } from './invitationMail.js';
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
    private readonly users: UserService,
    private readonly mailer: SystemMailer,
    private readonly config: AppConfig,
  ) {}

  newLinks(): InvitationLinks {
    const shown = newToken();
    const mailed = this.config.systemMail.smtp ? newToken() : shown;
    return {
      shown: this.urlOf(shown),
      mailed: this.urlOf(mailed),
      hashes: { tokenHash: hashToken(shown), mailTokenHash: mailed === shown ? null : hashToken(mailed) },
    };
  }

  /** Inside a unit of work. */
  async mail(ctx: WorkspaceContext, { email: to, role }: Invitation, { mailed: url }: InvitationLinks): Promise<void> {
    const workspace = await this.workspaces.findById(ctx, ctx.workspaceId);
    const inviterId = actorUserId(ctx);
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
