import { sql, type SqlFragment } from '../../../platform/database/sql.js';

/** How many campaign messages on one channel a person gets at most. */
export interface Cap {
  readonly messages: number;
  readonly days: number;
  /** ISO 8601 UTC: from when on they are counted. */
  readonly since: string;
}

/**
 * The person has had as many messages of other campaigns as the cap allows: those that were handed over and not refused. Two campaigns
 * that hand over at the very same moment on PostgreSQL do not see each other, and both go out.
 */
export function hasReached(
  { messages, since }: Cap,
  person: Readonly<Record<'contactId' | 'channel' | 'campaignId', SqlFragment>>,
): SqlFragment {
  return sql`(SELECT COUNT(*) FROM campaign_recipients f WHERE f.contact_id = ${person.contactId} AND f.channel = ${person.channel}
    AND f.campaign_id <> ${person.campaignId} AND f.handed_at >= ${since} AND f.state IN ('handed', 'accepted', 'delivered', 'uncertain')) >= ${messages}`;
}
