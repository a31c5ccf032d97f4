import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import { LedgerReader } from '../ledger/LedgerReader.js';
import { zonesReason } from '../sending/stopReasons.js';
import { timeOf, zonedOf } from './zonedSchedule.js';

/** More than there are different offsets from UTC. */
const MOST_MOMENTS = 60;
/** A moment of a schedule is a whole minute; that of another attempt is none, but for one in 60,000. */
const WHOLE_MINUTE = ':00.000Z';

/** What a campaign waits for while the next time zones have yet to reach its time. */
@Injectable()
export class ZoneWaits {
  constructor(
    private readonly ledger: LedgerReader,
    private readonly campaigns: CampaignRepository,
    private readonly live: LiveEvents,
    private readonly clock: Clock,
  ) {}

  /** Says so on the campaign, if nothing is due now. The next lane that has something to do takes it away. */
  async note(ctx: WorkspaceContext, campaign: Campaign): Promise<void> {
    const { id, workspaceId } = campaign;
    const zoned = zonedOf(campaign);
    if (!zoned) return;
    const now = nowIso(this.clock);
    const due = await this.ledger.nextDue(ctx, id);
    if (due === null || due <= now) return;
    const moments = (await this.ledger.momentsAfter(ctx, id, now, MOST_MOMENTS)).filter((at) => at.endsWith(WHOLE_MINUTE));
    const [next] = moments;
    if (next === undefined) return;
    const what = (!zoned.hours && timeOf(zoned)) || 'sending hours';
    const reason = zonesReason({ what, zones: moments.length, next: new Date(next), timeZone: zoned.timeZone });
    if (await this.campaigns.noteWaiting(ctx, id, reason))
      this.live.publish(workspaceId, { type: 'campaign.changed', id, status: 'sending' });
  }
}
