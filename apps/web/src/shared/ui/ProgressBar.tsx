import { formatCount, formatDuration, formatPercent } from '../format/format';
import classes from './ProgressBar.module.css';

interface ProgressBarProps {
  label: string;
  done: number;
  /** null while it is still being counted: the bar moves without a length. */
  total: number | null;
  /** The total is reckoned, not counted: it is rounded and said to be about right. */
  isEstimate?: boolean;
  /** What is counted: `sent`, `rows`. */
  unit: string;
  /** Per `ratePer`; left out when not known. */
  rate?: number | null;
  ratePer?: 'second' | 'minute';
  secondsLeft?: number | null;
  /** Parts of `done` that went wrong or are unclear, drawn in their own colour. */
  failed?: number;
  uncertain?: number;
  isPaused?: boolean;
}

/** Done of total, rate, and time left: in figures, not only as a bar. */
export function ProgressBar(props: ProgressBarProps) {
  const {
    label,
    done,
    total,
    unit,
    rate,
    ratePer = 'minute',
    secondsLeft,
    failed = 0,
    uncertain = 0,
    isPaused = false,
    isEstimate = false,
  } = props;
  const ofTotal = total === null ? '' : isEstimate ? ` of about ${formatCount(Number(total.toPrecision(2)))}` : ` of ${formatCount(total)}`;
  const share = (part: number) => (total ? `${Math.min(100, (part / total) * 100)}%` : '0%');
  const bar = isPaused ? `${classes.bar} ${classes.paused}` : classes.bar;
  return (
    <div className={classes.root}>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === null ? undefined : done}
        aria-valuetext={`${formatCount(done)}${ofTotal} ${unit}`}
      >
        {total === null ? (
          <span className={`${classes.bar} ${classes.unknown}`} />
        ) : (
          <>
            <span className={bar} style={{ width: share(Math.max(0, done - failed - uncertain)) }} />
            <span className={`${classes.bar} ${classes.caution}`} style={{ width: share(uncertain) }} />
            <span className={`${classes.bar} ${classes.negative}`} style={{ width: share(failed) }} />
          </>
        )}
      </div>
      <div className={`${classes.facts} rp-num`}>
        <span>
          <strong>{formatCount(done)}</strong>
          {ofTotal} {unit}
          {total ? ` · ${formatPercent(done, total)}` : ''}
        </span>
        {isPaused && <span>Paused</span>}
        {!isPaused && !!rate && (
          <span>
            {formatCount(Math.round(rate))} per {ratePer}
          </span>
        )}
        {!isPaused && secondsLeft != null && secondsLeft > 0 && <span>about {formatDuration(secondsLeft)} left</span>}
      </div>
    </div>
  );
}
