import { Link } from 'react-router';
import { formatCount, formatDayOfYear } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useInsightProof, useInsightRows, type Insight } from './insightQueries';
import classes from './Insights.module.css';
import { percentOf } from './insightWords';

/** What was counted, how, of how many, how sure it is, and the rows. */
export function InsightProof({ insight }: { insight: Insight }) {
  const workspaceId = useWorkspaceId();
  const proof = useInsightProof(workspaceId, insight.id);
  if (proof.isError) return <ErrorState error={proof.error} onRetry={() => void proof.refetch()} />;
  if (!proof.data) return <LinesSkeleton lines={6} />;
  const { query, method, from, until, sample, low, high, confidence, seenAt } = proof.data;
  return (
    <div className={classes.proof}>
      <dl className={classes.facts}>
        <Fact name="Counted">{query}</Fact>
        <Fact name="Sample">
          {formatCount(sample)}, {formatDayOfYear(from)} to {formatDayOfYear(until)}
        </Fact>
        <Fact name="Certainty">
          {low === null || high === null
            ? 'A full count'
            : `${sureness(confidence)} sure that it is no coincidence; the share is between ${percentOf(low)} and ${percentOf(high)} (95% interval)`}
        </Fact>
        <Fact name="Method">{method}</Fact>
        <Fact name="Confirmed">
          <RelativeTime iso={seenAt} />
        </Fact>
      </dl>
      <Rows insight={insight} />
    </div>
  );
}

/** Nothing is certain. */
function sureness(confidence: number): string {
  return confidence > 0.999 ? 'More than 99.9%' : percentOf(confidence);
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

function Rows({ insight: { id, affected } }: { insight: Insight }) {
  const workspaceId = useWorkspaceId();
  const rows = useInsightRows(workspaceId, id);
  if (rows.isPending) return <LinesSkeleton lines={4} />;
  if (rows.isError) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  if (rows.data.length === 0) return <p className={classes.quiet}>None of these rows are left.</p>;
  // Some are made of campaigns alone.
  const hasPeople = rows.data.some(({ contactId, campaignId }) => contactId !== null || campaignId === null);
  return (
    <>
      <div className={classes.rows} tabIndex={0} role="region" aria-label="Rows">
        <table>
          <thead>
            <tr>
              {hasPeople && <th scope="col">Contact</th>}
              <th scope="col">What</th>
              <th scope="col">When</th>
            </tr>
          </thead>
          <tbody>
            {rows.data.map((row, index) => (
              <tr key={`${row.contactId ?? ''} ${row.campaignId ?? ''} ${index}`}>
                {hasPeople && (
                  <td dir="auto">
                    {row.contactId ? (
                      <Link to={paths.contact(workspaceId, row.contactId)}>{row.contactName}</Link>
                    ) : (
                      <span className={classes.quiet}>{row.contactName ?? 'Deleted contact'}</span>
                    )}
                  </td>
                )}
                <td dir="auto">
                  {row.detail}
                  {row.campaignId && (
                    <>
                      {' · '}
                      <Link to={paths.campaign(workspaceId, row.campaignId)}>{row.campaignName}</Link>
                    </>
                  )}
                </td>
                <td>
                  <RelativeTime iso={row.at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasPeople && rows.data.length < affected && (
        <p className={`${classes.quiet} rp-num`}>
          The first {formatCount(rows.data.length)} of {formatCount(affected)}
        </p>
      )}
    </>
  );
}
