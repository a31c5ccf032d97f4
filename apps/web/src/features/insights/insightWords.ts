import {
  IconActivity,
  IconAlertTriangle,
  IconClock,
  IconFlag,
  IconGauge,
  IconHourglass,
  IconMailX,
  IconMessageQuestion,
  IconTrendingUp,
  IconUserMinus,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { formatCount, formatPercent } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import type { Insight } from './insightQueries';

/** One entry for each kind that the API knows: one too few or too many does not compile. */
export const KINDS: Readonly<Record<Insight['type'], { readonly Icon: Icon; readonly label: string }>> = {
  unansweredReplies: { Icon: IconMessageQuestion, label: 'Replies' },
  unusualCampaign: { Icon: IconTrendingUp, label: 'Campaign' },
  complaintsBySender: { Icon: IconFlag, label: 'Spam reports' },
  bouncesByDomain: { Icon: IconAlertTriangle, label: 'Bounces' },
  engagementTrend: { Icon: IconActivity, label: 'Engagement' },
  deliveryDrift: { Icon: IconMailX, label: 'Deliverability' },
  bestTime: { Icon: IconClock, label: 'Best time' },
  stuckContacts: { Icon: IconHourglass, label: 'Stages' },
  newDuplicates: { Icon: IconUsers, label: 'Duplicates' },
  listDecay: { Icon: IconUserMinus, label: 'Lists' },
  senderLimit: { Icon: IconGauge, label: 'Sender limit' },
};

/** Where something can be done about it. */
export function actionPath(workspaceId: string, { action: { page, id, rules } }: Pick<Insight, 'action'>): string {
  switch (page) {
    case 'inbox':
      return paths.inbox(workspaceId);
    case 'campaign':
      return id ? paths.campaign(workspaceId, id) : paths.campaigns(workspaceId);
    case 'sender':
      return paths.settingsSender(workspaceId, id);
    case 'campaigns':
      return paths.campaigns(workspaceId);
    case 'calendar':
      return paths.calendar(workspaceId);
    case 'board':
      return paths.board(workspaceId);
    case 'duplicates':
      return paths.duplicates(workspaceId);
    case 'list':
      return id ? paths.list(workspaceId, id) : paths.lists(workspaceId);
    case 'contacts':
      return paths.contacts(workspaceId, rules ? `rules=${encodeURIComponent(JSON.stringify(rules))}` : '');
  }
}

/** `12 of 340 (3.5%), between 2.0% and 6.1%, expected 1.0%`; a full count has neither an interval nor an expectation. */
export function shareText({
  affected,
  sample,
  low,
  high,
  expected,
}: Pick<Insight, 'affected' | 'sample' | 'low' | 'high' | 'expected'>): string {
  const share = `${formatCount(affected)} of ${formatCount(sample)} (${formatPercent(affected, sample)})`;
  const interval = low === null || high === null ? '' : `, between ${percentOf(low)} and ${percentOf(high)}`;
  const usual = expected === null ? '' : `, expected ${percentOf(expected)}`;
  return `${share}${interval}${usual}`;
}

export function percentOf(share: number): string {
  return formatPercent(share * 10_000, 10_000);
}
