import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import type { OpenSender } from '../../providers/SenderPoolService.js';
import type { Campaign } from '../CampaignRow.js';
import { CampaignCourse } from './CampaignCourse.js';
import { CampaignStop } from './CampaignStop.js';
import { MAX_OUTAGES, outageDelayMs } from './outcomeOf.js';
import { ProviderQuestions } from './ProviderQuestions.js';
import type { LaneEnd } from './SendLane.js';
import type { SendBatch } from './SendQueue.js';
import { outageReason, stopReason } from './stopReasons.js';

/** What follows from how a lane ended: go on, come back later, or stop the campaign. */
@Injectable()
export class LaneAftermath {
  constructor(
    private readonly course: CampaignCourse,
    private readonly stops: CampaignStop,
    private readonly questions: ProviderQuestions,
    private readonly clock: Clock,
  ) {}

  async settle(ctx: WorkspaceContext, campaign: Campaign, sender: OpenSender, batch: SendBatch, end: LaneEnd): Promise<void> {
    if (end.trouble?.kind === 'stop') {
      const refusedAccount = end.trouble.isSenderPaused ? sender.accountId : null;
      return this.stops.stop(ctx, campaign, stopReason(end.trouble), refusedAccount);
    }
    const hasAccepted = end.accepted > 0 || batch.hasAccepted === true;
    if (end.trouble) {
      const outages = end.accepted > 0 ? 1 : batch.outages + 1;
      if (outages > MAX_OUTAGES) return this.stops.stop(ctx, campaign, outageReason(end.trouble.reason));
      const at = new Date(this.clock.now().getTime() + outageDelayMs(outages, end.trouble.retryAfterMs));
      return this.course.comeBack(ctx, { ...batch, outages, hasAccepted }, at);
    }
    await this.questions.askAbout(ctx, campaign, sender);
    await this.course.goOn(ctx, campaign, batch.lane, hasAccepted, end.spentUntil);
  }
}
