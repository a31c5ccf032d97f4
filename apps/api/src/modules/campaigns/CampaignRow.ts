import type { ConsentChannel } from '../consent/public.js';
import type { CampaignSchedule } from './campaignSchedule.js';
import type { CampaignStatus } from './campaignTransitions.js';

/** How people are reached. Campaigns, rows of the ledger, consent and entries of the timeline call it by the same name. */
export type ChannelName = ConsentChannel;

/** Whom a campaign is for: everyone on one of the lists or in one of the segments, except those on or in an excluded one. Stored in segment_json. */
export interface Audience {
  /** Where these people are reached: the channel of the campaign. */
  readonly channel: ChannelName;
  readonly listIds: readonly string[];
  readonly excludeListIds: readonly string[];
  readonly segmentIds: readonly string[];
  readonly excludeSegmentIds: readonly string[];
  /** What the campaign is about: contacts who left this topic are left out. Null: about no topic. */
  readonly topicId: string | null;
}

/** A campaign as the service sees it: what people decided about it, and how far it came. */
export interface Campaign {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly type: ChannelName;
  readonly templateId: string | null;
  /** The version that is sent: pinned when approval is asked for. */
  readonly templateVersionId: string | null;
  readonly subject: string | null;
  readonly fromName: string | null;
  readonly fromEmail: string | null;
  readonly replyTo: string | null;
  readonly audience: Audience;
  readonly schedule: CampaignSchedule;
  readonly status: CampaignStatus;
  readonly statusReason: string | null;
  readonly version: number;
  readonly senderType: string | null;
  /** The account it began to be sent with. Null before that, and for the mail lab. */
  readonly senderAccountId: string | null;
  readonly createdBy: string | null;
  readonly expandedAt: string | null;
  readonly expandCursor: string | null;
  readonly scheduledAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What an author writes. */
export type CampaignDraft = Pick<
  Campaign,
  'name' | 'templateId' | 'subject' | 'fromName' | 'fromEmail' | 'replyTo' | 'audience' | 'schedule'
>;

export interface CampaignRow extends Omit<Campaign, 'audience' | 'schedule'> {
  readonly audience: string | null;
  readonly schedule: string | null;
}

/** What a new campaign begins with. */
export const NOBODY: Omit<Audience, 'channel'> = {
  listIds: [],
  excludeListIds: [],
  segmentIds: [],
  excludeSegmentIds: [],
  topicId: null,
};

export function campaignOf({ audience, schedule, ...row }: CampaignRow): Campaign {
  return {
    ...row,
    audience: { ...NOBODY, ...(audience ? (JSON.parse(audience) as Partial<Audience>) : {}), channel: row.type },
    schedule: schedule ? (JSON.parse(schedule) as CampaignSchedule) : { kind: 'now' },
  };
}

/** As it is stored in segment_json: the channel is a column of its own. */
export function storedAudience({ channel: _own, ...audience }: Audience): string {
  return JSON.stringify(audience);
}
