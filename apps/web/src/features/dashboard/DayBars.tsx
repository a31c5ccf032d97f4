import { useState } from 'react';
import { formatDay } from '../../shared/format/format';
import classes from './Dashboard.module.css';

const WIDTH = 600;
const HEIGHT = 96;
const GAP = 4;

export interface DayBar {
  readonly date: string;
  readonly count: number;
  /** Drawn inside the bar, from the bottom. */
  readonly part?: number;
}

interface DayBarsProps {
  days: readonly DayBar[];
  /** What a screen reader says instead of the picture. */
  label: string;
  /** Under the picture while no day is pointed at. */
  note: string;
  /** What is said of the day that is pointed at, behind its date. */
  wordsOf: (day: DayBar) => string;
}

/** Thirty bars, drawn by hand: they do not need a chart library. */
export function DayBars({ days, label, note, wordsOf }: DayBarsProps) {
  const [hovered, setHovered] = useState<number | null>(null);
  const top = Math.max(1, ...days.map(({ count, part = 0 }) => Math.max(count, part)));
  const step = WIDTH / Math.max(1, days.length);
  const shown = hovered === null ? undefined : days[hovered];
  return (
    <>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={classes.chart}
        role="img"
        aria-label={label}
        onPointerLeave={() => setHovered(null)}
      >
        {days.map((day, index) => (
          <g key={day.date} className={classes.day} onPointerEnter={() => setHovered(index)}>
            <rect className={classes.hit} x={index * step} y={0} width={step} height={HEIGHT} />
            {bar(index * step, step, day.count, top, day.part === undefined ? classes.bar : classes.whole)}
            {day.part !== undefined && day.part > 0 && bar(index * step, step, day.part, top, classes.bar)}
          </g>
        ))}
      </svg>
      <div className={`${classes.axis} rp-num`}>
        <span>{days[0] ? formatDay(days[0].date) : ''}</span>
        <span>{shown ? `${formatDay(shown.date)}: ${wordsOf(shown)}` : note}</span>
        <span>Today</span>
      </div>
    </>
  );
}

function bar(x: number, step: number, count: number, top: number, className: string | undefined) {
  const height = count === 0 ? 1.5 : Math.max(3, (count / top) * HEIGHT);
  return <rect className={className} x={x + GAP / 2} y={HEIGHT - height} width={Math.max(1, step - GAP)} height={height} rx={2} />;
}
