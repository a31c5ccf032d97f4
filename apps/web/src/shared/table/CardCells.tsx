import type { DataColumn } from './columns';
import classes from './DataTable.module.css';

/** A row on a narrow screen: two lines. */
export function CardCells<Row>({ row, columns }: { row: Row; columns: readonly DataColumn<Row>[] }) {
  const title = columns.find((column) => column.card === 'title') ?? columns[0];
  const aside = columns.find((column) => column.card === 'aside');
  const meta = columns.filter((column) => column !== title && (column.card ?? 'meta') === 'meta' && !column.startsHidden);
  return (
    <div role="gridcell" className={classes.cardBody}>
      <div className={classes.cardLine}>
        <div className={classes.content}>{title?.cell(row)}</div>
        {aside && <div className={classes.cardMeta}>{aside.cell(row)}</div>}
      </div>
      <div className={classes.cardMeta}>
        {meta.map((column) => (
          <span key={column.id} className={classes.content}>
            {(column.cardCell ?? column.cell)(row)}
          </span>
        ))}
      </div>
    </div>
  );
}
