import { IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatCompact, formatCount, formatPercent } from '../format/format';
import classes from './NumberTile.module.css';
import { Sparkline } from './Sparkline';

interface NumberTileProps {
  label: string;
  value: number;
  /** The denominator: shown as `12.4% of 1,204 sent`, or as `None sent` when there is nothing to divide by. */
  of?: { total: number; word: string };
  /** All digits, also of large numbers: for counts that someone compares with their own. */
  isExact?: boolean;
  /** Replaces the denominator line. */
  note?: ReactNode;
  /** A line of its own: how it was before. */
  comparison?: string | undefined;
  /** How it came about, oldest first: a small curve at the right. */
  curve?: readonly number[];
  /** Draws the share as a bar. */
  hasBar?: boolean;
  /** Where the rows behind the number are. A number with rows always opens them. */
  to?: string;
}

export function NumberTile({ label, value, of, note, comparison, to, curve, isExact = false, hasBar = false }: NumberTileProps) {
  const body = (
    <>
      <span className={classes.label}>
        {label}
        {to && <IconArrowUpRight size={14} className={classes.arrow} aria-hidden />}
      </span>
      <span className={classes.figure}>
        <span className={`${classes.value} rp-num`} title={formatCount(value)}>
          {isExact ? formatCount(value) : formatCompact(value)}
        </span>
        {curve && <Sparkline values={curve} className={classes.curve} />}
      </span>
      <span className={`${classes.of} rp-num`}>{note ?? (of && shareOf(value, of))}</span>
      {comparison && <span className={`${classes.of} rp-num`}>{comparison}</span>}
      {hasBar && of && (
        <span className={classes.bar} aria-hidden>
          <span style={{ width: `${of.total === 0 ? 0 : (value / of.total) * 100}%` }} />
        </span>
      )}
    </>
  );
  return to ? (
    <Link to={to} className={classes.tile}>
      {body}
    </Link>
  ) : (
    <div className={classes.tile}>{body}</div>
  );
}

function shareOf(value: number, { total, word }: { total: number; word: string }): string {
  return total === 0 ? `None ${word}` : `${formatPercent(value, total)} of ${formatCount(total)} ${word}`;
}
