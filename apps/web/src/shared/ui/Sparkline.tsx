interface SparklineProps {
  values: readonly number[];
  className?: string | undefined;
}

const WIDTH = 120;
const HEIGHT = 32;

/** A line without axes: which way it goes. The figures beside it say how much. */
export function Sparkline({ values, className }: SparklineProps) {
  const top = Math.max(...values);
  if (values.length < 2 || top === 0) return null;
  const floor = Math.min(...values);
  const heightOf = (value: number) => HEIGHT - 2 - ((value - floor) / (top - floor || 1)) * (HEIGHT - 4);
  const points = values
    .map((value, index) => `${((index / (values.length - 1)) * WIDTH).toFixed(1)},${heightOf(value).toFixed(1)}`)
    .join(' ');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={className} aria-hidden>
      <polygon points={`0,${HEIGHT} ${points} ${WIDTH},${HEIGHT}`} fill="var(--rp-accent-soft)" />
      <polyline
        points={points}
        fill="none"
        stroke="var(--rp-accent-text)"
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}
