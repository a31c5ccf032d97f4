import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { ColumnMenu } from './ColumnMenu';
import { nextSort, sortDirection, type DataColumn } from './columns';
import type { DataTableProps } from './tableProps';
import classes from './DataTable.module.css';
import type { DataTableModel } from './useDataTable';

interface TableHeadProps<Row> {
  props: DataTableProps<Row>;
  model: DataTableModel<Row>;
  isNarrow: boolean;
}

export function TableHead<Row>({ props, model, isNarrow }: TableHeadProps<Row>) {
  if (isNarrow) return null;
  const { table, selection } = model;
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" className={classes.headRow}>
        {props.bulkActions && (
          <div role="columnheader" className={classes.check}>
            <Checkbox
              aria-label={`Select all loaded ${props.label.toLowerCase()}`}
              checked={selection.count > 0 && table.getIsAllRowsSelected()}
              indeterminate={selection.count > 0 && !table.getIsAllRowsSelected()}
              onChange={(event) => table.toggleAllRowsSelected(event.currentTarget.checked)}
            />
          </div>
        )}
        {model.columns.map((column) => (
          <HeadCell key={column.id} column={column} sort={props.sort ?? ''} onSort={props.onSort} />
        ))}
        <div role="columnheader" className={classes.headCell} style={{ justifyContent: 'flex-end', paddingInline: 0 }}>
          <ColumnMenu model={model} label={props.label} />
        </div>
      </div>
    </div>
  );
}

interface HeadCellProps<Row> {
  column: DataColumn<Row>;
  sort: string;
  onSort: ((sort: string) => void) | undefined;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const direction = sortDirection(sort, column.sortKey);
  const className = column.align === 'right' ? `${classes.headCell} ${classes.right}` : classes.headCell;
  const Arrow = direction === 'descending' || (!direction && column.firstSort === 'desc') ? IconArrowDown : IconArrowUp;
  return (
    <div role="columnheader" aria-sort={column.sortKey ? (direction ?? 'none') : undefined} className={className}>
      {column.sortKey && onSort ? (
        <button
          type="button"
          className={direction ? `${classes.sort} ${classes.sorted}` : classes.sort}
          onClick={() => onSort(nextSort(sort, column))}
        >
          <span className={classes.content}>{column.header}</span>
          <Arrow size={13} aria-hidden />
        </button>
      ) : (
        <span className={classes.content}>{column.header}</span>
      )}
    </div>
  );
}
