import { sql, type SqlFragment } from '../../../platform/database/sql.js';

type Open = 'planned' | 'claimed' | 'handed';

/** A condition on a campaign in a statement about campaigns: rows of its ledger stand in one of these states. */
export function hasRows(campaignId: 'campaigns.id' | 'c.id', states: readonly Open[]): SqlFragment {
  return sql`EXISTS (SELECT 1 FROM campaign_recipients r WHERE r.campaign_id = ${sql.raw(campaignId)} AND r.state IN (${sql.list(states)}))`;
}
