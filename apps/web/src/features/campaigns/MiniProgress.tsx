import { formatCount, formatPercent } from '../../shared/format/format';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { progressOf } from './campaignNumbers';
import type { Counts } from './campaignQueries';
import classes from './CampaignsTable.module.css';

/** Progress in a table's cell: a thin bar beside the figures, nothing before there is something to show. */
export function MiniProgress({ counts, scheduledAt }: { counts: Counts; scheduledAt: string | null }) {
  if (scheduledAt) {
    return (
      <span className={classes.figures}>
        Starts <RelativeTime iso={scheduledAt} />
      </span>
    );
  }
  const { done, total, failed, uncertain } = progressOf(counts);
  if (total === 0) return null;
  const share = (part: number) => ({ width: `${(part / total) * 100}%` });
  return (
    <span className={classes.mini}>
      <span className={classes.track} aria-hidden>
        <span className={classes.good} style={share(Math.max(0, done - failed - uncertain))} />
        <span className={classes.unsure} style={share(uncertain)} />
        <span className={classes.bad} style={share(failed)} />
      </span>
      <span className={`${classes.figures} rp-num`}>
        {done === total ? formatPercent(done - failed - uncertain, total) : `${formatCount(done)} of ${formatCount(total)}`}
      </span>
    </span>
  );
}
