import { CellEditor } from './CellEditor';
import classes from './DataTable.module.css';
import type { DataTableProps } from './tableProps';
import { isInRange } from './useCellKeyboard';
import type { DataTableModel, Latest } from './useDataTable';

interface RowCellsProps<Row> {
  row: Row;
  /** Of the row in the whole list. */
  index: number;
  props: DataTableProps<Row>;
  model: DataTableModel<Row>;
  latest: Latest<Row>;
}

/** The cells of one row. With `onEdit` each can hold the focus, as in a spreadsheet. */
export function RowCells<Row>({ row, index, props, model, latest }: RowCellsProps<Row>) {
  const { cells, columns, pinnedAt } = model;
  return columns.map((column, place) => {
    const left = pinnedAt.get(column.id);
    const isActive = cells?.active?.row === index && cells.active.column === place;
    const isRange = cells !== null && !isSingle(cells.range) && isInRange(cells.range, index, place);
    const at = { row: index, column: place };
    const kind = column.editing?.kind;
    const isEdited = cells?.edited?.row === index && cells.edited.column === place;
    return (
      <div
        key={column.id}
        role="gridcell"
        className={[
          classes.cell,
          column.align === 'right' ? classes.right : '',
          left === undefined ? '' : classes.pinned,
          cells ? classes.focusable : '',
          isRange ? classes.inRange : '',
        ].join(' ')}
        style={left === undefined ? undefined : { left }}
        {...(cells && {
          tabIndex: isActive ? 0 : -1,
          'data-cell-row': index,
          'data-cell-column': place,
          'aria-readonly': kind === undefined,
          onPointerDown: (event: React.PointerEvent<HTMLElement>) => latest.current.model.cells?.onPointerDown(event, at),
          onPointerEnter: (event: React.PointerEvent<HTMLElement>) => latest.current.model.cells?.onPointerEnter(event, at),
          onDoubleClick: () => latest.current.model.cells?.beginEdit(at),
        })}
      >
        <div className={classes.content}>{column.cell(row)}</div>
        {isEdited && kind !== undefined && kind !== 'switch' && (
          <CellEditor row={row} column={column} kind={kind} props={props} onClose={cells.endEdit} />
        )}
      </div>
    );
  });
}

function isSingle(range: NonNullable<DataTableModel<unknown>['cells']>['range']): boolean {
  return range === null || (range.rows[0] === range.rows[1] && range.columns[0] === range.columns[1]);
}
