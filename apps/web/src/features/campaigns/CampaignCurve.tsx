import { SegmentedControl, Skeleton, Table } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { formatCount, formatDayOfYear, formatHour, plural } from '../../shared/format/format';
import { Panel } from '../../shared/ui/Panel';
import { curveOf, FIRST_HOURS, type CurvePoint, type CurveSpan, type ReportedHours } from './campaignCurve';
import classes from './CampaignCurve.module.css';

const CurveChart = lazy(async () => ({ default: (await import('./CurveChart')).CurveChart }));

const HEIGHT = 240;

/** When people opened and clicked: as a picture, and as a table for who reads or hears figures. */
export function CampaignCurve({ report }: { report: ReportedHours | undefined }) {
  return <Panel title="Opens and clicks over time">{report ? <Curve report={report} /> : <Skeleton h={HEIGHT} />}</Panel>;
}

function Curve({ report }: { report: ReportedHours }) {
  const [span, setSpan] = useState<CurveSpan>('hours');
  const [isTable, setTable] = useState(false);
  const points = curveOf(report, span);
  const labelOf = ({ at }: CurvePoint) => (span === 'hours' ? formatHour(at) : formatDayOfYear(at));
  return (
    <>
      <div className={classes.controls}>
        <SegmentedControl
          aria-label="Period"
          value={span}
          onChange={(value) => setSpan(value as CurveSpan)}
          data={[
            { value: 'hours', label: `First ${plural(FIRST_HOURS, 'hour')}` },
            { value: 'days', label: 'By day' },
          ]}
        />
        <SegmentedControl
          aria-label="Show as"
          value={isTable ? 'table' : 'chart'}
          onChange={(value) => setTable(value === 'table')}
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
        />
      </div>
      {isTable ? (
        <CurveTable points={points} span={span} labelOf={labelOf} />
      ) : (
        <figure className={classes.figure} role="img" aria-label={summaryOf(points, span, labelOf)}>
          <Suspense fallback={<Skeleton h={HEIGHT} />}>
            <CurveChart points={points} labelOf={labelOf} />
          </Suspense>
        </figure>
      )}
      {!isTable && (
        <p className={classes.legend} aria-hidden>
          <span data-series="opened">Opened</span>
          <span data-series="clicked">Clicked</span>
        </p>
      )}
    </>
  );
}

/** Rows in which something happened: the others say nothing. */
function CurveTable({ points, span, labelOf }: { points: readonly CurvePoint[]; span: CurveSpan; labelOf: (point: CurvePoint) => string }) {
  const rows = points.filter(({ opened, clicked, replied, unsubscribed }) => opened + clicked + replied + unsubscribed > 0);
  return (
    <div className={classes.table} tabIndex={0} role="region" aria-label="Opens and clicks over time, as a table">
      <Table stickyHeader verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{span === 'hours' ? 'Hour' : 'Day'}</Table.Th>
            <Table.Th ta="right">Opened</Table.Th>
            <Table.Th ta="right">Clicked</Table.Th>
            <Table.Th ta="right">Replied</Table.Th>
            <Table.Th ta="right">Unsubscribed</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="rp-num">
          {rows.map((point) => (
            <Table.Tr key={point.at}>
              <Table.Td>{labelOf(point)}</Table.Td>
              <Table.Td ta="right">{formatCount(point.opened)}</Table.Td>
              <Table.Td ta="right">{formatCount(point.clicked)}</Table.Td>
              <Table.Td ta="right">{formatCount(point.replied)}</Table.Td>
              <Table.Td ta="right">{formatCount(point.unsubscribed)}</Table.Td>
            </Table.Tr>
          ))}
          {rows.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={5}>No opens or clicks yet.</Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function summaryOf(points: readonly CurvePoint[], span: CurveSpan, labelOf: (point: CurvePoint) => string): string {
  const opened = points.reduce((sum, point) => sum + point.opened, 0);
  const clicked = points.reduce((sum, point) => sum + point.clicked, 0);
  const period = span === 'hours' ? `in the first ${plural(FIRST_HOURS, 'hour')}` : `in ${plural(points.length, 'day')}`;
  const most = points.reduce<CurvePoint | null>((top, point) => (point.opened > (top?.opened ?? 0) ? point : top), null);
  const peak = most ? `; most opens at ${labelOf(most)}: ${formatCount(most.opened)}` : '';
  return `${plural(opened, 'open')} and ${plural(clicked, 'click')} ${period}${peak}. The same figures are in the table.`;
}
