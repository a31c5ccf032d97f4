import { useContext } from 'react';
import { Marked, SearchMarks } from '../ui/Marked';
import { CellEditor } from './CellEditor';
import classes from './DataTable.module.css';
import type { DataTableProps } from './tableProps';
import { isInRange } from './useCellKeyboard';
import type { DataTableModel } from './useDataTable';

interface RowCellsProps<Row> {
  row: Row;
  /** Of the row in the whole list. */
  index: number;
  props: DataTableProps<Row>;
  model: DataTableModel<Row>;
}

/** The cells of one row. With `onEdit` each can hold the focus, as in a spreadsheet. */
export function RowCells<Row>({ row, index, props, model }: RowCellsProps<Row>) {
  const { cells, columns, pinnedAt } = model;
  const isSearched = useContext(SearchMarks) !== null;
  return columns.map((column, place) => {
    const left = pinnedAt.get(column.id);
    const isActive = cells?.active?.row === index && cells.active.column === place;
    const isRange = cells !== null && !isSingle(cells.range) && isInRange(cells.range, index, place);
    const line = column.line?.(row);
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
          line ? `${classes.line} ${(line.text ? line.look : undefined) ?? ''}` : '',
          line && !line.text ? classes.noValue : '',
          column.isBare ? classes.bare : '',
          isEdited ? classes.open : '',
        ].join(' ')}
        title={line?.text ?? undefined}
        style={left === undefined ? undefined : { left }}
        {...(cells && {
          tabIndex: isActive ? 0 : -1,
          'data-cell-row': index,
          'data-cell-column': place,
          'aria-readonly': kind === undefined,
        })}
      >
        {line ? (
          line.text ? (
            isSearched ? (
              <Marked text={line.text} />
            ) : (
              line.text
            )
          ) : (
            '–'
          )
        ) : column.isBare ? (
          column.cell(row)
        ) : (
          <div className={classes.content}>{column.cell(row)}</div>
        )}
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
