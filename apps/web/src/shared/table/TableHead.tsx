import { Checkbox } from '@mantine/core';
import { ColumnChooser } from './ColumnChooser';
import { ColumnMenu } from './ColumnMenu';
import classes from './DataTable.module.css';
import { HeadCell } from './HeadCell';
import type { DataTableProps } from './tableProps';
import type { DataTableModel } from './useDataTable';

interface TableHeadProps<Row> {
  props: DataTableProps<Row>;
  model: DataTableModel<Row>;
  isNarrow: boolean;
}

export function TableHead<Row>({ props, model, isNarrow }: TableHeadProps<Row>) {
  if (isNarrow) return null;
  const { table, selection } = model;
  const { layout = [], onLayout } = props;
  return (
    <div role="rowgroup" className={classes.head}>
      <div role="row" className={classes.headRow}>
        {props.bulkActions && (
          <div role="columnheader" className={model.pinnedAt.size > 0 ? `${classes.check} ${classes.pinned}` : classes.check}>
            <Checkbox
              aria-label={`Select all loaded ${props.label.toLowerCase()}`}
              disabled={props.source.rows.length === 0}
              checked={selection.count > 0 && table.getIsAllRowsSelected()}
              indeterminate={selection.count > 0 && !table.getIsAllRowsSelected()}
              onChange={(event) => table.toggleAllRowsSelected(event.currentTarget.checked)}
            />
          </div>
        )}
        {model.columns.map((column) => (
          <HeadCell key={column.id} column={column} props={props} pinnedAt={model.pinnedAt.get(column.id)} />
        ))}
        <div role="columnheader" className={`${classes.headCell} ${classes.headEnd}`}>
          {onLayout ? (
            <ColumnChooser label={props.label} columns={props.columns} layout={layout} onLayout={onLayout} />
          ) : (
            <ColumnMenu model={model} label={props.label} />
          )}
        </div>
      </div>
    </div>
  );
}
