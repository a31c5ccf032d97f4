import { formatCount, plural } from '../../shared/format/format';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import classes from './AudienceSummary.module.css';
import type { CampaignReview } from './campaignQueries';

/** How many get it, and who does not and why. Nobody disappears without a line. */
export function AudienceSummary({ audience, isStale = false }: { audience: CampaignReview['audience'] | undefined; isStale?: boolean }) {
  if (!audience) return <LinesSkeleton lines={2} />;
  const skipped = audience.skipped.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className={classes.root} data-stale={isStale || undefined} aria-live="polite" aria-busy={isStale}>
      <div className={classes.number}>
        <span className={`${classes.value} rp-num`}>{formatCount(audience.sendable)}</span>
        <span className={classes.of}>{audience.sendable === 1 ? 'person gets it' : 'people get it'}</span>
      </div>
      <div className={classes.rest}>
        <p className={classes.line}>
          {skipped === 0
            ? `All of ${plural(audience.matched, 'person', 'people')} in this audience.`
            : `${plural(skipped, 'person', 'people')} of ${formatCount(audience.matched)} left out:`}
        </p>
        {skipped > 0 && (
          <ul className={classes.reasons}>
            {audience.skipped
              .filter(({ count }) => count > 0)
              .map(({ reason, message }) => (
                <li key={reason}>{message}</li>
              ))}
          </ul>
        )}
        <Drift since={audience.sinceRequest} />
      </div>
    </div>
  );
}

/** Who came and went between the request and now. */
function Drift({ since }: { since: CampaignReview['audience']['sinceRequest'] }) {
  if (!since || since.joined + since.left + since.moved === 0) return null;
  const parts = [
    since.joined > 0 ? `${formatCount(since.joined)} joined` : '',
    since.left > 0 ? `${formatCount(since.left)} left` : '',
    since.moved > 0 ? `${formatCount(since.moved)} changed address` : '',
  ].filter(Boolean);
  return (
    <p className={classes.drift}>
      Since approval was requested for {plural(since.recorded, 'person', 'people')}: {parts.join(', ')}. Contacts who joined get it only if
      the approval allows growth.
    </p>
  );
}
