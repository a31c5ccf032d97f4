import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { ApiKeys } from '../../platform/security/ApiKeys.js';
import { InvitationRepository } from './InvitationRepository.js';
import { MemberLostRights } from './WorkspaceEvents.js';

/** What a member leaves behind who is removed, leaves or may do less: whatever they could come back with. */
@Injectable()
export class LostRights {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly keys: ApiKeys,
    private readonly events: DomainEvents,
    private readonly audit: AuditTrail,
  ) {}

  /** Inside the unit of work that takes the rights away. For good: their keys stay dead when they come back. */
  async voidAllOf(ctx: WorkspaceContext, userId: string): Promise<{ revokedInvitations: number; revokedKeys: number }> {
    const revokedInvitations = await this.invitations.deleteMadeBy(ctx, userId, ctx.workspaceId);
    const keys = await this.keys.revokeAllOf(ctx, userId, ctx.workspaceId);
    for (const id of keys)
      await this.audit.record(ctx, { action: 'apiKey.revoked', entity: ['apiKey', id], details: { because: 'makerLostRights' } });
    await this.events.publish(ctx, MemberLostRights, { workspaceId: ctx.workspaceId, userId });
    return { revokedInvitations, revokedKeys: keys.length };
  }
}
