import '@mantine/charts/styles.layer.css';
import { AreaChart } from '@mantine/charts';
import type { CurvePoint } from './campaignCurve';
import classes from './CampaignCurve.module.css';

interface CurveChartProps {
  points: readonly CurvePoint[];
  /** What is written under a point. */
  labelOf: (point: CurvePoint) => string;
}

const SERIES = [
  { name: 'opened', label: 'Opened', color: 'var(--rp-series-1)' },
  { name: 'clicked', label: 'Clicked', color: 'var(--rp-series-2)' },
];

/** A picture: what it shows is in its label and in the table beside it. In a file of its own, because the chart library is loaded with it. */
export function CurveChart({ points, labelOf }: CurveChartProps) {
  const data = points.map((point) => ({ ...point, label: labelOf(point) }));
  return (
    <AreaChart
      className={classes.chart}
      h={240}
      data={data}
      dataKey="label"
      series={SERIES}
      curveType="monotone"
      withDots={points.length < 12}
      dotProps={{ r: 3, strokeWidth: 0 }}
      fillOpacity={0.14}
      strokeWidth={2}
      tickLine="none"
      gridAxis="x"
      strokeDasharray="2 4"
      yAxisProps={{ width: 32, allowDecimals: false, tickMargin: 6 }}
      xAxisProps={{ minTickGap: 28, tickMargin: 8 }}
      areaProps={{ isAnimationActive: false }}
      areaChartProps={{ accessibilityLayer: false, margin: { left: 0, right: 12, top: 8 } }}
      tooltipAnimationDuration={0}
    />
  );
}
