import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { queryRowsAside, sql } from '../../platform/database/sql.js';
import { daysBefore } from '../../platform/time/moments.js';
import { type CountsDto, LedgerFigures, type LedgerMark } from '../campaigns/public.js';
import type { FoundRow } from './Detector.js';
import type { Share } from './statistics/againstHistory.js';
import { percent, count as say } from './words.js';

const HISTORY_DAYS = 400;
const MOST_CAMPAIGNS = 300;
/** What comes later than that changes a rate by little. */
export const SETTLED_DAYS = 3;
/** Fewer messages say nothing about a campaign. */
export const LEAST_MESSAGES = 100;

/** A campaign that was sent, with what came of it. */
export interface PastCampaign {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** ISO 8601 UTC. */
  readonly startedAt: string;
  readonly senderId: string | null;
  readonly senderName: string | null;
  /** It went out on the clock of each recipient. */
  readonly isByRecipient: boolean;
  readonly counts: Pick<CountsDto, LedgerMark | 'accepted' | 'delivered'>;
}

/** `word` is said of a message; `isGood`: more of it is; `isFollowed`: none at all means that nothing was followed. */
export const RATES = {
  opened: { verb: 'opened', word: 'Opened', isGood: true, isFollowed: true },
  clicked: { verb: 'clicked', word: 'Clicked', isGood: true, isFollowed: true },
  replied: { verb: 'replied', word: 'Replied', isGood: true, isFollowed: false },
  unsubscribed: { verb: 'unsubscribed', word: 'Unsubscribed', isGood: false, isFollowed: false },
  complained: { verb: 'complained', word: 'Complained', isGood: false, isFollowed: false },
  bounced: { verb: 'bounced', word: 'Bounced', isGood: false, isFollowed: false },
} as const satisfies Readonly<Record<LedgerMark, object>>;

/** What came of the campaigns of the last year, from the figures by day: whatever their size, they cost the same. */
@Injectable()
export class CampaignHistory {
  constructor(private readonly figures: LedgerFigures) {}

  /** The latest first. */
  async list(ctx: WorkspaceContext, now: Date): Promise<PastCampaign[]> {
    const rows = await queryRowsAside<Omit<PastCampaign, 'counts' | 'isByRecipient'> & { isByRecipient: boolean | number }>(
      ctx.manager,
      sql`SELECT c.id, c.name, c.type, c.started_at AS "startedAt", a.id AS "senderId", a.name AS "senderName",
            COALESCE(c.schedule_json, '') LIKE '%"zones":"recipient"%' AS "isByRecipient"
          FROM campaigns c LEFT JOIN sender_accounts a ON a.id = c.sender_account_id
          WHERE c.workspace_id = ${ctx.workspaceId} AND c.status = 'sent' AND c.started_at > ${daysBefore(now, HISTORY_DAYS)}
          ORDER BY c.started_at DESC, c.id LIMIT ${MOST_CAMPAIGNS}`,
    );
    const counts = await this.figures.count(
      ctx,
      rows.map(({ id }) => id),
    );
    return rows.flatMap((row) => {
      const own = counts.get(row.id);
      return own ? [{ ...row, isByRecipient: Boolean(row.isByRecipient), counts: own }] : [];
    });
  }

  /** Some campaigns as rows, by what came of them. Those that are gone are left out. */
  async rows(ctx: WorkspaceContext, now: Date, ids: readonly string[], rate: LedgerMark): Promise<FoundRow[]> {
    const asked = new Set(ids);
    const campaigns = (await this.list(ctx, now)).filter(({ id }) => asked.has(id));
    return campaigns.map((campaign) => {
      const { count, total } = shareOf(campaign, rate);
      const detail = `${percent(total > 0 ? count / total : 0)} of ${say(total)} ${RATES[rate].verb}`;
      return { contactId: null, campaignId: campaign.id, campaignName: campaign.name, detail, at: campaign.startedAt };
    });
  }
}

/** Of the messages that arrived; bounces of those that left. Opens and clicks of programs are not among them. */
export function shareOf({ counts }: Pick<PastCampaign, 'counts'>, rate: LedgerMark): Share {
  const arrived = counts.accepted + counts.delivered;
  return { count: counts[rate], total: arrived + (rate === 'bounced' ? counts.bounced : 0) };
}

/** Whether the campaign says something about the rate. */
export function isKnown(campaign: PastCampaign, rate: LedgerMark): boolean {
  return shareOf(campaign, rate).total >= LEAST_MESSAGES && (!RATES[rate].isFollowed || campaign.counts[rate] > 0);
}

/** The recent ones and those before, both settled. */
export function parted(
  campaigns: readonly PastCampaign[],
  now: Date,
  { recent, earlier }: { readonly recent: number; readonly earlier: number },
): { recent: PastCampaign[]; earlier: PastCampaign[] } {
  const [settled, edge, start] = [SETTLED_DAYS, recent, earlier].map((days) => daysBefore(now, days));
  return {
    recent: campaigns.filter(({ startedAt }) => startedAt > (edge ?? '') && startedAt <= (settled ?? '')),
    earlier: campaigns.filter(({ startedAt }) => startedAt > (start ?? '') && startedAt <= (edge ?? '')),
  };
}
