import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { InvitationService } from '../../workspaces/InvitationService.js';
import type { InvitationPreviewDto } from '../AuthDtos.js';

/** What anyone who holds the link of an invitation may see of it, and have mailed to its address. */
@Injectable()
export class InvitationLinks {
  constructor(
    private readonly invitations: InvitationService,
    private readonly limiter: AttemptLimiter,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Nothing about the account of the address, if there is one: whoever invites sees this too. */
  async preview(ctx: Context, token: string): Promise<InvitationPreviewDto> {
    const { workspaceName, email, role, expiresAt, byMail } = await this.invitations.requireOpen(ctx, token);
    return { workspaceName, email, role, expiresAt, byMail };
  }

  /** The same answer after the same work, whoever the address belongs to. */
  async mailLink(ctx: Context, token: string): Promise<void> {
    const { email } = await this.invitations.requireOpen(ctx, token);
    await this.limiter.count(ctx, 'invitationMail', email);
    await this.unitOfWork.run(ctx, async (ctx) => this.invitations.mailLink(ctx, await this.invitations.requireOpen(ctx, token)));
  }
}
