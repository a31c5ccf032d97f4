import type { AbState, AbTest, Variant } from './abTests/AbTest.js';
import type { ConsentChannel } from '../consent/public.js';
import type { CampaignSchedule } from './campaignSchedule.js';
import type { CampaignStatus } from './campaignTransitions.js';
import { AS_THE_WORKSPACE, type CampaignTracking } from './tracking/Tracking.js';

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
  /** Only people to whom no campaign of this series went. Follows from the schedule and is not stored. */
  readonly newToSeries?: string;
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
  /** What a campaign of texts says, with merge tags. Null for email. */
  readonly text: string | null;
  readonly fromName: string | null;
  readonly fromEmail: string | null;
  readonly replyTo: string | null;
  readonly audience: Audience;
  readonly schedule: CampaignSchedule;
  readonly tracking: CampaignTracking;
  /** Null: everyone gets the same. */
  readonly abTest: AbTest | null;
  readonly abState: AbState;
  readonly status: CampaignStatus;
  readonly statusReason: string | null;
  readonly version: number;
  readonly senderType: string | null;
  /** The account it began to be sent with. Null before that, and for the mail lab. */
  readonly senderAccountId: string | null;
  /** The host that its tracked links lead through, noted when it began. Null: the address of the installation. */
  readonly linkHost: string | null;
  readonly createdBy: string | null;
  readonly expandedAt: string | null;
  readonly expandCursor: string | null;
  readonly scheduledAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Of what a recurring campaign has made: that campaign, and the date it was made for. */
  readonly seriesId: string | null;
  readonly occursAt: string | null;
  /** Until when the time of its limit for an hour is given away; null: nothing of it yet. */
  readonly pacedUntil: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What an author writes. */
export type CampaignDraft = Pick<
  Campaign,
  'name' | 'templateId' | 'subject' | 'text' | 'fromName' | 'fromEmail' | 'replyTo' | 'audience' | 'schedule' | 'tracking' | 'abTest'
>;

export interface CampaignRow extends Omit<Campaign, 'audience' | 'schedule' | 'tracking' | 'abTest' | 'abState'> {
  readonly audience: string | null;
  readonly schedule: string | null;
  readonly tracking: string | null;
  readonly abTest: string | null;
  readonly expected: number | string | null;
  readonly dealt: number | string | null;
  readonly decidesAt: string | null;
  readonly askedAt: string | null;
}

/** What a new campaign begins with. */
export const NOBODY: Omit<Audience, 'channel'> = {
  listIds: [],
  excludeListIds: [],
  segmentIds: [],
  excludeSegmentIds: [],
  topicId: null,
};

/** `variants`: of a campaign with a test, in their order. */
export function campaignOf(
  { audience, schedule, tracking, abTest, expected, dealt, decidesAt, askedAt, ...row }: CampaignRow,
  variants: readonly Variant[] = [],
): Campaign {
  const when = schedule ? (JSON.parse(schedule) as CampaignSchedule) : ({ kind: 'now' } as const);
  const newToSeries = when.kind === 'recurring' && when.onlyNew ? { newToSeries: row.seriesId ?? row.id } : {};
  return {
    ...row,
    audience: { ...NOBODY, ...(audience ? (JSON.parse(audience) as Partial<Audience>) : {}), channel: row.type, ...newToSeries },
    schedule: when,
    tracking: { ...AS_THE_WORKSPACE, ...(tracking ? (JSON.parse(tracking) as Partial<CampaignTracking>) : {}) },
    abTest: abTest ? { variants, ...(JSON.parse(abTest) as Pick<AbTest, 'sample'>) } : null,
    abState: { expected: expected === null ? null : Number(expected), dealt: Number(dealt ?? 0), decidesAt, askedAt },
  };
}

/** A recurring campaign itself: it is never sent, what it makes is. */
export function isSeries({ schedule, seriesId }: Pick<Campaign, 'schedule' | 'seriesId'>): boolean {
  return schedule.kind === 'recurring' && seriesId === null;
}

/** As it is stored in ab_test_json: the variants have rows of their own. */
export function storedAbTest(abTest: AbTest | null): string | null {
  return abTest && JSON.stringify({ sample: abTest.sample });
}

/** As it is stored in segment_json: the channel is a column of its own. */
export function storedAudience({ channel: _own, newToSeries: _follows, ...audience }: Audience): string {
  return JSON.stringify(audience);
}

/** Null where the campaign does as its workspace does. */
export function storedTracking(tracking: CampaignTracking): string | null {
  return Object.values(tracking).every((value) => value === null) ? null : JSON.stringify(tracking);
}
