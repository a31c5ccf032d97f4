import { jobContext } from '../../platform/context/contexts.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CampaignService } from '../campaigns/CampaignService.js';
import { ReviewedVersion, ReviewMails } from '../campaigns/public.js';
import { MemberService } from '../workspaces/MemberService.js';
import { commentMail } from './commentMail.js';
import { CommentRepository } from './CommentRepository.js';
import { TELL_COMMENTS, type TellCommentsPayload } from './tellComments.js';

/**
 * Mails who made a campaign, who asked for its approval and who commented on it what others have said since, all of it in one mail each.
 * More than six dependencies: who is told, of what, and that it is told once.
 */
@JobHandlerProvider()
export class TellCommentsJob implements JobHandler<TellCommentsPayload> {
  readonly name = TELL_COMMENTS;
  readonly repeatable = 'Comments are marked as told in the transaction that writes the mails; a second run finds none.';

  constructor(
    private readonly comments: CommentRepository,
    private readonly campaigns: CampaignService,
    private readonly versions: ReviewedVersion,
    private readonly members: MemberService,
    private readonly mails: ReviewMails,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async handle({ workspaceId, campaignId }: TellCommentsPayload, run: JobRun): Promise<void> {
    await this.unitOfWork.run(jobContext(run.ctx.manager, workspaceId, this.name, run.requestId), (ctx) => this.tell(ctx, campaignId));
  }

  private async tell(ctx: WorkspaceContext, campaignId: string): Promise<void> {
    await serialise(ctx.manager, `comments ${campaignId}`);
    // None: told by another run, deleted again, or gone with the campaign.
    const all = (await this.comments.list(ctx, campaignId)).filter(({ deletedAt }) => deletedAt === null);
    const fresh = all.filter(({ toldAt }) => toldAt === null);
    if (fresh.length === 0) return;
    await this.comments.markTold(ctx, campaignId, nowIso(this.clock));
    const campaign = await this.campaigns.require(ctx, campaignId);
    const { requestedBy } = await this.versions.of(ctx, campaign);
    const concerned = new Set([campaign.createdBy, requestedBy, ...all.map(({ authorId }) => authorId)]);
    const readers = (await this.members.list(ctx)).filter(({ userId }) => concerned.has(userId));
    await this.mails.send(
      ctx,
      campaignId,
      readers.flatMap(({ userId, email }) => {
        const others = fresh.filter(({ authorId }) => authorId !== userId);
        return others.length > 0 ? [commentMail(email, campaign.name, others)] : [];
      }),
    );
  }
}
