import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type PointerEvent, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import classes from './DataTable.module.css';
import type { DataTableProps } from './tableProps';
import { cellStateOf, TableRow } from './TableRow';
import type { CellPlace } from './useCellKeyboard';
import type { DataTableModel } from './useDataTable';

interface VirtualRowsProps<Row> {
  props: DataTableProps<Row>;
  model: DataTableModel<Row>;
  isNarrow: boolean;
}

/** The rows on screen and a few around them. Scrolling draws nothing else of the table. */
export function VirtualRows<Row>({ props, model, isNarrow }: VirtualRowsProps<Row>) {
  const { rows, count, scrollRef, revealRow, rowHeight } = model;
  const { source } = props;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index - source.rowsBefore]?.id ?? index,
    overscan: overscanOf(model.columns.length),
    scrollPaddingStart: isNarrow ? 0 : 36,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const isScrolling = () => virtualizer.isScrolling;
  const latest = useRef({ props, model, isScrolling });
  useLayoutEffect(() => {
    latest.current = { props, model, isScrolling };
  });
  useLayoutEffect(() => {
    revealRow.current = (index) => virtualizer.scrollToIndex(index);
    return () => {
      revealRow.current = () => undefined;
    };
  }, [virtualizer, revealRow]);

  const items = virtualizer.getVirtualItems();
  const firstShown = items[0]?.index ?? 0;
  const lastShown = items[items.length - 1]?.index ?? 0;
  const look = useEffectEvent(source.look);
  useEffect(() => {
    if (lastShown > 0 || count > 0) look(firstShown, lastShown);
    // Asked again when rows have arrived: the stretch may have moved, or may be free to move now.
  }, [firstShown, lastShown, count, source.loadedAt]);

  // One handler for all cells: thousands of them scroll past.
  const onCell = (act: (cells: NonNullable<DataTableModel<Row>['cells']>, at: CellPlace) => void) => (event: MouseEvent<HTMLElement>) => {
    const at = cellOf(event.target);
    if (model.cells && at) act(model.cells, at);
  };
  const byPointer = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => onCell((cells, at) => cells.onPointerDown(event, at))(event),
    onPointerOver: (event: PointerEvent<HTMLElement>) => onCell((cells, at) => cells.onPointerEnter(event, at))(event),
    onDoubleClick: onCell((cells, at) => cells.beginEdit(at)),
  };
  return (
    <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }} {...(model.cells && byPointer)}>
      {items.map((item) => {
        const tableRow = rows[item.index - source.rowsBefore];
        const row = source.rows[item.index - source.rowsBefore];
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
      style={{ top: start }}
    >
      <div role="gridcell" className={classes.cell} style={{ flex: 1 }}>
        <Skeleton height={10} width={`${35 + ((index * 31) % 45)}%`} />
      </div>
    </div>
  );
}

/** The cell that something is in. */
function cellOf(target: EventTarget): CellPlace | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-cell-row]') : null;
  return cell && { row: Number(cell.dataset.cellRow), column: Number(cell.dataset.cellColumn) };
}

/** Elements of a row besides its cells (box, avatar, actions), of a cell, and as many as may be drawn of all rows: a page with a panel and a quick look beside the table has some 750 others. */
const ELEMENTS = { row: 8, cell: 2, all: 1_200 };
const ON_SCREEN = 20;
const MOST_OVERSCAN = 8;

/** Rows drawn beyond the screen on each side: fewer when they are wide, so that a page stays below 2,000 elements. */
function overscanOf(columns: number): number {
  const rows = ELEMENTS.all / (ELEMENTS.row + ELEMENTS.cell * columns);
  return Math.max(2, Math.min(MOST_OVERSCAN, Math.floor((rows - ON_SCREEN) / 2)));
}
