import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { type Campaign, ReviewedVersion } from '../campaigns/public.js';
import { MemberService } from '../workspaces/MemberService.js';
import type { MemberRow } from '../workspaces/public.js';
import type { CommentRow } from './CommentRepository.js';

/** Whom comments on a campaign concern: who made it, who asked for its approval, and who commented, as far as they are still members. */
@Injectable()
export class CommentReaders {
  constructor(
    private readonly versions: ReviewedVersion,
    private readonly members: MemberService,
  ) {}

  async of(ctx: WorkspaceContext, campaign: Campaign, comments: readonly CommentRow[]): Promise<MemberRow[]> {
    const { requestedBy } = await this.versions.of(ctx, campaign);
    const concerned = new Set([campaign.createdBy, requestedBy, ...comments.map(({ authorId }) => authorId)]);
    return (await this.members.list(ctx)).filter(({ userId }) => concerned.has(userId));
  }
}
