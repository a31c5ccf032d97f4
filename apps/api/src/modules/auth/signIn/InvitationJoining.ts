import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { UserService } from '../../users/UserService.js';
import { InvitationService } from '../../workspaces/InvitationService.js';
import type { MembershipDto } from '../../workspaces/public.js';
import { AddressProof } from '../credentials/AddressProof.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';

/** Joining with one click, for whoever is signed in as the person the invitation was sent to. */
@Injectable()
export class InvitationJoining {
  constructor(
    private readonly invitations: InvitationService,
    private readonly users: UserService,
    private readonly proof: AddressProof,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  join(ctx: Context, token: string, { request }: Exchange): Promise<MembershipDto> {
    const { userId } = personOf(ctx);
    return this.unitOfWork.run(ctx, async (ctx) => {
      const invitation = await this.invitations.requireOpen(ctx, token);
      const { email } = await this.users.requireUser(ctx, userId);
      this.invitations.assertFor(invitation, email);
      if (invitation.provesEmail) await this.proof.confirm(ctx, userId, 'invitation', request);
      return this.invitations.join(ctx, invitation, userId);
    });
  }
}
