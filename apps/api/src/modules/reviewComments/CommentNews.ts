import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { AuditAct } from '../../platform/audit/AuditWords.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit } from '../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { Clock } from '../../platform/time/Clock.js';
import type { CampaignComment } from './entities/CampaignComment.js';
import { tellCommentsJob } from './tellComments.js';

/** What others learn of comments: the audit log, open pages, and by one mail for several. Inside the unit of work of the act. */
@Injectable()
export class CommentNews {
  constructor(
    private readonly audit: AuditTrail,
    private readonly live: LiveEvents,
    private readonly queue: JobQueue,
    private readonly clock: Clock,
  ) {}

  async written(
    ctx: WorkspaceContext,
    campaignId: string,
    { id, answerTo, part }: Pick<CampaignComment, 'id' | 'answerTo' | 'part'>,
  ): Promise<void> {
    if (answerTo === null) await this.changed(ctx, campaignId, 'campaign.commented', id, part === null ? {} : { part });
    else await this.changed(ctx, campaignId, 'campaign.commentAnswered', id, { answerTo });
    await this.queue.enqueue(ctx, tellCommentsJob({ workspaceId: ctx.workspaceId, campaignId }, this.clock.now()));
  }

  async changed(ctx: WorkspaceContext, campaignId: string, action: AuditAct, comment: string, details: object = {}): Promise<void> {
    await this.audit.record(ctx, { action, entity: ['campaign', campaignId], details: { comment, ...details } });
    afterCommit(ctx.manager, () => this.live.publish(ctx.workspaceId, { type: 'campaign.comments', id: campaignId }));
  }
}
