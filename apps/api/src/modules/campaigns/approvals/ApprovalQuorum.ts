import { Injectable } from '@nestjs/common';
import { mayActAs } from '@rapport/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { SettingsService } from '../../settings/SettingsService.js';
import { MemberService } from '../../workspaces/MemberService.js';
import { tooFewApprovers } from '../campaignErrors.js';

/** How many different people have to approve a campaign of this workspace, and whether there are so many. */
@Injectable()
export class ApprovalQuorum {
  constructor(
    private readonly settings: SettingsService,
    private readonly members: MemberService,
  ) {}

  /** For a request of this person: they may not sign it themselves while anyone else can. Throws `approval.tooFewApprovers`. */
  async neededFor(ctx: WorkspaceContext, requestedBy: string | null): Promise<number> {
    const needed = Number((await this.settings.valueInWorkspace(ctx, 'approvalsNeeded')) ?? 1);
    if (needed === 1) return needed;
    const others = await this.countOthers(ctx, requestedBy);
    if (others < needed) throw tooFewApprovers(needed, others);
    return needed;
  }

  async hasOtherApprover(ctx: WorkspaceContext, userId: string | null): Promise<boolean> {
    return (await this.countOthers(ctx, userId)) > 0;
  }

  private async countOthers(ctx: WorkspaceContext, userId: string | null): Promise<number> {
    const members = await this.members.list(ctx);
    return members.filter((member) => member.userId !== userId && mayActAs(member.role, 'approver')).length;
  }
}
