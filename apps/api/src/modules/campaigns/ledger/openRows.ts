import { sql, type SqlFragment } from '../../../platform/database/sql.js';

type Open = 'planned' | 'claimed' | 'handed';

/** A condition on a campaign in a statement about campaigns: rows of its ledger stand in one of these states. */
export function hasRows(campaignId: 'campaigns.id' | 'c.id', states: readonly Open[]): SqlFragment {
  return sql`EXISTS (SELECT 1 FROM campaign_recipients r WHERE r.campaign_id = ${sql.raw(campaignId)} AND r.state IN (${sql.list(states)}))`;
}

/** A message of this series is on its way to the contact `c`, went there, or may have; also under another contact that was merged into it. */
export function hadOfSeries(seriesId: string): SqlFragment {
  return sql`SELECT 1 FROM campaign_recipients r JOIN campaigns s ON s.id = r.campaign_id
    WHERE r.contact_id = c.id AND s.workspace_id = c.workspace_id AND s.series_id = ${seriesId} AND (r.state NOT IN ('failed', 'skipped') OR r.skip_reason = 'merged')`;
}
