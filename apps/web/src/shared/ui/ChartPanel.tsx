import { ActionIcon, Menu, Skeleton, Table } from '@mantine/core';
import { IconDots, IconFileTypeCsv, IconPhoto, IconTable, IconChartBar } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { formatCount } from '../format/format';
import { act } from './act';
import type { ChartPoint, ChartSeries } from './BarSeries';
import { csvOf, pngOf } from './chartFiles';
import classes from './ChartPanel.module.css';
import { Panel } from './Panel';
import { saveBlob } from './saveBlob';

const BarSeries = lazy(async () => ({ default: (await import('./BarSeries')).BarSeries }));

interface ChartPanelProps {
  title: string;
  link?: { to: string; label: string };
  points: readonly ChartPoint[];
  series: readonly ChartSeries[];
  /** Above the labels in the table: `Day`. */
  labelHead: string;
  /** What a screen reader says instead of the picture. */
  summary: string;
  /** Under the picture. */
  children?: ReactNode;
}

const HEIGHT = 160;

/** A chart that can be read as a table, and taken along as a picture or a file of its figures. */
export function ChartPanel({ title, link, points, series, labelHead, summary, children }: ChartPanelProps) {
  const [isTable, setTable] = useState(false);
  const figure = useRef<HTMLElement>(null);
  const file = `${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}-${new Date().toISOString().slice(0, 10)}`;
  const saveTable = () => {
    const head = [labelHead, ...series.map(({ label }) => label)];
    const rows = points.map(({ key, values }) => [key, ...values]);
    saveBlob(new Blob([csvOf(head, rows)], { type: 'text/csv;charset=utf-8' }), `${file}.csv`);
  };
  const savePicture = async () => {
    const svg = figure.current?.querySelector<SVGSVGElement>('svg.recharts-surface');
    if (svg) saveBlob(await pngOf(svg, title), `${file}.png`);
  };
  return (
    <Panel
      title={title}
      {...(link && { link })}
      actions={
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Options of ${title}`}>
              <IconDots size={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={isTable ? <IconChartBar size={16} /> : <IconTable size={16} />} onClick={() => setTable(!isTable)}>
              {isTable ? 'Show as chart' : 'Show as table'}
            </Menu.Item>
            <Menu.Item leftSection={<IconFileTypeCsv size={16} />} onClick={saveTable}>
              Download CSV
            </Menu.Item>
            {!isTable && (
              <Menu.Item leftSection={<IconPhoto size={16} />} onClick={() => void act(savePicture)}>
                Download PNG
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      }
    >
      {isTable ? (
        <PointTable title={title} points={points} series={series} labelHead={labelHead} />
      ) : (
        <figure ref={figure} className={classes.figure} role="img" aria-label={`${summary}. The same figures are in the table.`}>
          <Suspense fallback={<Skeleton h={HEIGHT} />}>
            <BarSeries points={points} series={series} height={HEIGHT} />
          </Suspense>
        </figure>
      )}
      {!isTable && series.length > 1 && (
        <p className={classes.legend} aria-hidden>
          {series.map(({ label, color }) => (
            <span key={label}>
              <i style={{ background: color }} />
              {label}
            </span>
          ))}
        </p>
      )}
      {children}
    </Panel>
  );
}

function PointTable({ title, points, series, labelHead }: Pick<ChartPanelProps, 'title' | 'points' | 'series' | 'labelHead'>) {
  return (
    <div className={classes.table} tabIndex={0} role="region" aria-label={`${title}, as a table`}>
      <Table stickyHeader verticalSpacing={5}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{labelHead}</Table.Th>
            {series.map(({ label }) => (
              <Table.Th key={label} ta="right">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="rp-num">
          {points.toReversed().map(({ key, label, values }) => (
            <Table.Tr key={key}>
              <Table.Td>{label}</Table.Td>
              {series.map((one, index) => (
                <Table.Td key={one.label} ta="right">
                  {formatCount(values[index] ?? 0)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
