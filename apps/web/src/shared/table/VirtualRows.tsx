import { Skeleton } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import classes from './DataTable.module.css';
import type { DataTableProps } from './tableProps';
import { cellStateOf, TableRow } from './TableRow';
import type { DataTableModel } from './useDataTable';

interface VirtualRowsProps<Row> {
  props: DataTableProps<Row>;
  model: DataTableModel<Row>;
  isNarrow: boolean;
}

export function VirtualRows<Row>({ props, model, isNarrow }: VirtualRowsProps<Row>) {
  const { virtualizer, rows } = model;
  const latest = useRef({ props, model });
  useLayoutEffect(() => {
    latest.current = { props, model };
  });
  return (
    <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map((item) => {
        const tableRow = rows[item.index - props.source.rowsBefore];
        const row = props.source.rows[item.index - props.source.rowsBefore];
        if (!tableRow || row === undefined) return <MissingRow key={item.key} index={item.index} start={item.start} isNarrow={isNarrow} />;
        return (
          <TableRow
            key={item.key}
            row={row}
            index={item.index}
            start={item.start}
            isSelected={model.selection.isEverything || tableRow.getIsSelected()}
            isActive={item.index === model.activeIndex && !model.cells?.active}
            isPeeked={props.peek !== undefined && tableRow.id === props.peek.id}
            cellState={cellStateOf(model.cells, item.index)}
            columns={model.columns}
            isNarrow={isNarrow}
            props={props}
            model={model}
            latest={latest}
          />
        );
      })}
    </div>
  );
}

/** A row that was let go and is being loaded again; it can hold the focus until then. */
function MissingRow({ index, start, isNarrow }: { index: number; start: number; isNarrow: boolean }) {
  return (
    <div
      role="row"
      data-row-index={index}
      aria-rowindex={index + 2}
      aria-busy
      tabIndex={-1}
      className={isNarrow ? `${classes.row} ${classes.card}` : classes.row}
      style={{ transform: `translateY(${start}px)` }}
    >
      <div role="gridcell" className={classes.cell} style={{ flex: 1 }}>
        <Skeleton height={10} width={`${35 + ((index * 31) % 45)}%`} />
      </div>
    </div>
  );
}
