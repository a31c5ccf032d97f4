/** One for each detector, in the order in which they run. */
export const INSIGHT_TYPES = [
  'unansweredReplies',
  'unusualCampaign',
  'bouncesByDomain',
  'complaintsBySender',
  'engagementTrend',
  'deliveryDrift',
  'bestTime',
  'stuckContacts',
  'newDuplicates',
  'listDecay',
  'senderLimit',
] as const;
export type InsightType = (typeof INSIGHT_TYPES)[number];

/** Where something can be done about it. `contacts` is opened with rules; a campaign, a sender and a list with their id. */
export const INSIGHT_PAGES = ['inbox', 'campaign', 'contacts', 'sender', 'campaigns', 'calendar', 'board', 'duplicates', 'list'] as const;
export type InsightPage = (typeof INSIGHT_PAGES)[number];

export const INSIGHT_VIEWS = ['open', 'accepted', 'snoozed', 'dismissed', 'expired'] as const;
export type InsightView = (typeof INSIGHT_VIEWS)[number];

/** `snoozed` is an open one that is out of the list for some time. */
export const INSIGHT_DECISIONS = ['open', 'accepted', 'snoozed', 'dismissed'] as const;
export type InsightDecision = (typeof INSIGHT_DECISIONS)[number];
