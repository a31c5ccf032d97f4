import { jobContext } from '../../platform/context/contexts.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CampaignService } from '../campaigns/CampaignService.js';
import { ReviewMails } from '../campaigns/public.js';
import { commentMail } from './commentMail.js';
import { CommentReaders } from './CommentReaders.js';
import { CommentRepository } from './CommentRepository.js';
import { TELL_COMMENTS, type TellCommentsPayload } from './tellComments.js';

/** Mails whom a campaign concerns what others have said about it since, all of it in one mail each. */
@JobHandlerProvider()
export class TellCommentsJob implements JobHandler<TellCommentsPayload> {
  readonly name = TELL_COMMENTS;
  readonly repeatable = 'Comments are marked as told in the transaction that writes the mails; a second run finds none.';

  constructor(
    private readonly comments: CommentRepository,
    private readonly campaigns: CampaignService,
    private readonly readers: CommentReaders,
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
    const readers = await this.readers.of(ctx, campaign, all);
    await this.mails.send(
      ctx,
      campaignId,
      'comments',
      readers.flatMap(({ userId, email }) => {
        const others = fresh.filter(({ authorId }) => authorId !== userId);
        return others.length > 0 ? [commentMail({ userId, to: email }, campaign.name, others)] : [];
      }),
    );
  }
}
