import { type KeyboardEvent, memo, type MouseEvent, useRef, useState } from 'react';
import { CardCells } from './CardCells';
import classes from './DataTable.module.css';
import { RowCells } from './RowCells';
import tickClasses from './RowTick.module.css';
import type { DataTableProps } from './tableProps';
import type { DataTableModel, Latest } from './useDataTable';

/** A pointer that stays this long on a row that stays below it wants something of it. */
const REST_MS = 60;

interface TableRowProps<Row> {
  row: Row;
  /** In the whole list. */
  index: number;
  /** Pixels from the top of the list. */
  start: number;
  isSelected: boolean;
  isActive: boolean;
  /** The quick look shows it. */
  isPeeked: boolean;
  /** `cellStateOf`. */
  cellState: string;
  columns: DataTableModel<Row>['columns'];
  isNarrow: boolean;
  props: DataTableProps<Row>;
  model: DataTableModel<Row>;
  /** What handlers read: a row that looks the same is not drawn anew, and keeps those of an earlier draw. */
  latest: Latest<Row>;
}

function DrawnRow<Row>({
  row,
  index,
  start,
  isSelected,
  isActive,
  isPeeked,
  cellState,
  isNarrow,
  props,
  model,
  latest,
}: TableRowProps<Row>) {
  const [isHovered, setHovered] = useState(false);
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Buttons with their tooltips cost more than all cells together: most rows scroll past without anyone wanting them.
  const showsActions = !model.drawsActionsLate || isHovered || isActive || isPeeked || !cellState.startsWith('|');
  const rest = () => {
    clearTimeout(resting.current);
    resting.current = setTimeout(() => (latest.current.isScrolling() ? rest() : setHovered(true)), REST_MS);
  };
  const toggle = (event: MouseEvent) => {
    event.stopPropagation();
    const { props: now, model: table } = latest.current;
    const tableRow = table.rows[index - now.source.rowsBefore];
    tableRow?.getToggleSelectedHandler()({ shiftKey: event.shiftKey, target: { checked: !tableRow.getIsSelected() } });
  };
  return (
    <div
      role="row"
      data-row-index={index}
      data-peeked={isPeeked || undefined}
      aria-rowindex={index + 2}
      aria-selected={props.bulkActions ? isSelected : undefined}
      tabIndex={isActive ? 0 : -1}
      className={[
        classes.row,
        isNarrow ? classes.card : '',
        props.onOpen && !model.cells ? classes.clickable : '',
        model.cells?.edited?.row === index ? classes.edited : '',
      ].join(' ')}
      style={{ top: start }}
      onFocus={(event) => {
        latest.current.model.setActiveIndex(index);
        if (event.target === event.currentTarget) latest.current.model.cells?.onFocusRow();
      }}
      {...(model.drawsActionsLate && {
        onPointerEnter: rest,
        onPointerLeave: () => {
          clearTimeout(resting.current);
          setHovered(false);
        },
      })}
      onClick={(event) => !latest.current.model.cells && opensRow(event) && latest.current.props.onOpen?.(row)}
    >
      {props.bulkActions && (
        <div role="gridcell" className={model.pinnedAt.size > 0 ? `${classes.check} ${classes.pinned}` : classes.check} onClick={toggle}>
          <input
            type="checkbox"
            className={tickClasses.tick}
            tabIndex={-1}
            aria-label={`Select ${props.rowName(row)}`}
            checked={isSelected}
            onChange={noop}
          />
        </div>
      )}
      {isNarrow ? <CardCells row={row} columns={props.columns} /> : <RowCells row={row} index={index} props={props} model={model} />}
      {props.rowActions && (
        <div role="gridcell" className={showsActions ? classes.actions : undefined} onClick={stop} onKeyDown={stop}>
          {showsActions && props.rowActions(row)}
        </div>
      )}
    </div>
  );
}

/** Scrolling draws the rows that come, not those that stay. Tables without cells may put anything into a row, and draw all of them. */
export const TableRow = memo(DrawnRow, (before, after) => {
  const { props: was } = before;
  const { props: is } = after;
  return (
    is.onEdit !== undefined &&
    after.model.cells?.edited?.row !== after.index &&
    before.row === after.row &&
    before.index === after.index &&
    before.start === after.start &&
    before.isSelected === after.isSelected &&
    before.isActive === after.isActive &&
    before.isPeeked === after.isPeeked &&
    before.cellState === after.cellState &&
    before.columns === after.columns &&
    before.isNarrow === after.isNarrow &&
    (was.bulkActions === undefined) === (is.bulkActions === undefined) &&
    (was.onEdit === undefined) === (is.onEdit === undefined) &&
    was.rowActions === is.rowActions
  );
}) as typeof DrawnRow;

/** Which cell of a row has the focus, is edited or in the chosen range, as one text: a row is drawn anew when it changes. */
export function cellStateOf(cells: DataTableModel<unknown>['cells'], index: number): string {
  if (!cells) return '';
  const { active, edited, range } = cells;
  const isInRange = range !== null && index >= range.rows[0] && index <= range.rows[1];
  return [
    active?.row === index ? active.column : '',
    edited?.row === index ? edited.column : '',
    isInRange ? `${range.columns.join('-')} ${range.rows[1] - range.rows[0]}` : '',
  ].join('|');
}

/** A click on a link or a control inside the row is theirs; one that ends a text selection is nobody's. */
function opensRow(event: MouseEvent<HTMLElement>): boolean {
  const isControl = event.target instanceof Element && event.target.closest('a, button, input, label, [role="menuitem"]');
  return !isControl && !window.getSelection()?.toString();
}

function stop(event: MouseEvent | KeyboardEvent): void {
  event.stopPropagation();
}

/** The cell around it handles the click: its whole area counts, and a click carries the Shift key that range selection needs. */
function noop(): void {}
