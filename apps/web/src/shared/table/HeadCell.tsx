import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type DragEvent, type KeyboardEvent, useState } from 'react';
import { type ArrangedColumn, changeColumn, fitWidth, moveColumn, moveColumnTo, placesOf } from './columnLayout';
import { nextSort, sortDirection } from './columns';
import classes from './DataTable.module.css';
import type { DataTableProps } from './tableProps';
import { useColumnResize } from './useColumnResize';

interface HeadCellProps<Row> {
  column: ArrangedColumn<Row>;
  props: DataTableProps<Row>;
  /** Pixels from the left edge; undefined when it is not pinned. */
  pinnedAt: number | undefined;
}

const DRAGGED = 'application/x-rapport-column';
const STEP = 20;

/** Sorts; with a layout that can be changed it is also dragged to another place, and its right edge to another width. */
export function HeadCell<Row>({ column, props, pinnedAt }: HeadCellProps<Row>) {
  const { sort = '', onSort, layout = [], onLayout } = props;
  const direction = sortDirection(sort, column.sortKey);
  const [isOver, setOver] = useState(false);
  const places = placesOf(props.columns, layout);
  const setWidth = (width: number) => onLayout?.(changeColumn(places, column.id, (place) => ({ ...place, width: fitWidth(width) })));
  const unsetWidth = () => onLayout?.(changeColumn(places, column.id, ({ width: _was, ...place }) => place));
  const resize = useColumnResize(setWidth);
  const Arrow = direction === 'descending' || (!direction && column.firstSort === 'desc') ? IconArrowDown : IconArrowUp;
  const isRight = column.align === 'right';

  const drop = (event: DragEvent) => {
    const id = event.dataTransfer.getData(DRAGGED);
    setOver(false);
    if (!id || !onLayout) return;
    event.preventDefault();
    onLayout(
      moveColumnTo(
        places,
        id,
        places.findIndex((place) => place.id === column.id),
      ),
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || !event.altKey || !onLayout) return;
    event.preventDefault();
    const cell = event.currentTarget.closest<HTMLElement>('[role="columnheader"]');
    if (event.shiftKey) setWidth((cell?.offsetWidth ?? column.width) + by * STEP);
    else onLayout(moveColumn(places, column.id, by));
  };
  return (
    <div
      role="columnheader"
      aria-sort={column.sortKey ? (direction ?? 'none') : undefined}
      className={[
        classes.headCell,
        isRight ? classes.right : '',
        pinnedAt === undefined ? '' : classes.pinned,
        isOver ? classes.dropTarget : '',
      ].join(' ')}
      style={pinnedAt === undefined ? undefined : { left: pinnedAt }}
      draggable={onLayout !== undefined && !resize.isResizing}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED, column.id)}
      onDragOver={(event) => {
        if (!onLayout || !event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      onKeyDown={onKeyDown}
    >
      {column.sortKey && onSort ? (
        <button
          type="button"
          className={direction ? `${classes.sort} ${classes.sorted}` : classes.sort}
          onClick={() => onSort(nextSort(sort, column))}
        >
          <span className={classes.content} dir="auto">
            {column.header}
          </span>
          <Arrow size={13} aria-hidden />
        </button>
      ) : (
        <span className={classes.content} dir="auto">
          {column.header}
        </span>
      )}
      {onLayout && <span className={classes.resize} aria-hidden onDoubleClick={unsetWidth} {...resize.handle} />}
    </div>
  );
}
