import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import classes from './ChartPanel.module.css';

export interface ChartPoint {
  /** In a file: `2026-01-31`, `2026-01`. */
  readonly key: string;
  /** What is written under it. */
  readonly label: string;
  /** In the order of the series. */
  readonly values: readonly number[];
}

export interface ChartSeries {
  readonly label: string;
  /** A CSS colour. */
  readonly color: string;
}

interface BarSeriesProps {
  points: readonly ChartPoint[];
  series: readonly ChartSeries[];
  height: number;
}

/** In a file of its own, because the chart library is loaded with it. */
export function BarSeries({ points, series, height }: BarSeriesProps) {
  const data = points.map(({ label, values }) => ({ label, ...Object.fromEntries(series.map((one, at) => [one.label, values[at] ?? 0])) }));
  return (
    <BarChart
      className={classes.chart ?? ''}
      h={height}
      data={data}
      dataKey="label"
      series={series.map(({ label, color }) => ({ name: label, color }))}
      tickLine="none"
      gridAxis="x"
      strokeDasharray="2 4"
      yAxisProps={{ width: 34, allowDecimals: false, tickMargin: 6, tickCount: 4 }}
      xAxisProps={{ minTickGap: 24, tickMargin: 8 }}
      barProps={{ isAnimationActive: false, radius: 2, maxBarSize: 28 }}
      barChartProps={{ accessibilityLayer: false, barGap: 1, barCategoryGap: '20%', margin: { left: 0, right: 4, top: 6 } }}
      tooltipAnimationDuration={0}
    />
  );
}
