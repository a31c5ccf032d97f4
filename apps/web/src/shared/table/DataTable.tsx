import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode } from 'react';
import { ErrorState } from '../ui/ErrorState';
import { NARROW } from '../theme/tokens';
import { BulkBar } from './BulkBar';
import type { DataColumn, RowSource } from './columns';
import classes from './DataTable.module.css';
import { SkeletonRows } from './SkeletonRows';
import { TableHead } from './TableHead';
import { useDataTable } from './useDataTable';
import { VirtualRows } from './VirtualRows';

export interface TableSelection {
  /** The chosen rows that are loaded. Ignore them when `isEverything`: then act on the filter. */
  readonly ids: readonly string[];
  /** All that match the filter, also those not loaded. */
  readonly isEverything: boolean;
  readonly count: number;
  readonly clear: () => void;
}

export interface DataTableProps<Row> {
  /** Remembers which columns are shown. */
  tableId: string;
  /** Names the table for screen readers: "Contacts". */
  label: string;
  /** Define outside the component or memoise. The first column identifies the row (avatar and name as the link). */
  columns: readonly DataColumn<Row>[];
  source: RowSource<Row>;
  rowId: (row: Row) => string;
  /** What a row is called: for checkboxes and screen readers. */
  rowName: (row: Row) => string;
  /** Enter and click. */
  onOpen?: (row: Row) => void;
  /** `name` or `-name`; keep it in the URL. */
  sort?: string;
  onSort?: (sort: string) => void;
  /** Icon buttons that appear on hover and focus. */
  rowActions?: (row: Row) => ReactNode;
  /** With it rows can be selected; it draws the buttons of the floating bar. */
  bulkActions?: (selection: TableSelection) => ReactNode;
  /** How many match the filter; offers "Select all 10,204". */
  total?: number;
  /** Shown when there is not one row. Tell "nothing yet" and "nothing matches" apart. */
  empty: ReactNode;
}

/** The list of the product: virtual rows of 36 px, keyset loading by scrolling, selection, keyboard, cards when narrow. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { source, label, empty, bulkActions, total } = props;
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  const model = useDataTable(props, isNarrow);
  const isEmpty = !source.isLoading && !source.error && source.rows.length === 0;
  return (
    <div className={classes.root} data-flush>
      <div className={classes.scroll} ref={model.scrollRef}>
        {source.error ? (
          <ErrorState error={source.error} onRetry={source.retry} />
        ) : isEmpty ? (
          empty
        ) : (
          <div
            role="grid"
            aria-label={label}
            aria-rowcount={source.hasMore ? -1 : source.rows.length + 1}
            aria-multiselectable={bulkActions ? true : undefined}
            aria-busy={source.isLoading || source.isStale}
            className={source.isStale ? `${classes.table} ${classes.stale}` : classes.table}
            style={{ '--columns': model.gridTemplate, minWidth: isNarrow ? undefined : model.minWidth } as React.CSSProperties}
            onKeyDown={model.onKeyDown}
          >
            <TableHead props={props} model={model} isNarrow={isNarrow} />
            {source.isLoading ? <SkeletonRows columns={model.columns.length} isNarrow={isNarrow} hasCheckbox={!!bulkActions} /> : <VirtualRows props={props} model={model} isNarrow={isNarrow} />}
          </div>
        )}
        {source.isLoadingMore && (
          <div className={classes.foot} role="status">
            Loading more
          </div>
        )}
      </div>
      {bulkActions && model.selection.count > 0 && <BulkBar selection={model.selection} loaded={source.rows.length} total={total} onSelectEverything={model.selectEverything} actions={bulkActions} />}
    </div>
  );
}
