import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { Context } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import type { Invitation } from './entities/Invitation.js';
import { InvitationRepository } from './InvitationRepository.js';
import { MemberRepository } from './MemberRepository.js';
import { alreadyMember, invitationOver } from './workspaceErrors.js';

/** Makes a member of someone whose invitation holds. */
@Injectable()
export class MemberAdmission {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly members: MemberRepository,
    private readonly users: UserService,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Inside the caller's unit of work. Of two callers at once, one succeeds. */
  async admit(ctx: Context, invitation: Invitation, userId: string): Promise<void> {
    const now = nowIso(this.clock);
    const { workspaceId, role } = invitation;
    const user = await this.users.requireUser(ctx, userId);
    // Without a proven address, an account is good for the workspace that vouches for it and for no other.
    if (user.vouchedWorkspaceId !== workspaceId) await this.users.requireProven(ctx, userId);
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
}
