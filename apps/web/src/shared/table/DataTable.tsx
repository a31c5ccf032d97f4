import { useMediaQuery } from '@mantine/hooks';
import { ErrorState } from '../ui/ErrorState';
import { NARROW } from '../theme/tokens';
import { BulkBar } from './BulkBar';
import classes from './DataTable.module.css';
import { SkeletonRows } from './SkeletonRows';
import { TableHead } from './TableHead';
import type { DataTableProps } from './tableProps';
import { useDataTable } from './useDataTable';
import { VirtualRows } from './VirtualRows';

export type { DataTableProps, TableSelection } from './tableProps';

/** The list of the product: virtual rows of 36 px, keyset loading by scrolling, selection, keyboard, cards when narrow. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { source, label, empty, bulkActions, total } = props;
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  const model = useDataTable(props, isNarrow);
  const isEmpty = !source.isLoading && !source.error && !source.isLoadingMore && source.rows.length === 0;
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
            aria-rowcount={source.hasMore ? -1 : model.count + 1}
            aria-multiselectable={bulkActions ? true : undefined}
            aria-busy={source.isLoading || source.isStale}
            className={source.isStale ? `${classes.table} ${classes.stale}` : classes.table}
            style={{ '--columns': model.gridTemplate, minWidth: isNarrow ? undefined : model.minWidth } as React.CSSProperties}
            onKeyDown={model.onKeyDown}
          >
            <TableHead props={props} model={model} isNarrow={isNarrow} />
            {source.isLoading ? (
              <SkeletonRows columns={model.columns.length} isNarrow={isNarrow} hasCheckbox={!!bulkActions} />
            ) : (
              <VirtualRows props={props} model={model} isNarrow={isNarrow} />
            )}
          </div>
        )}
        {source.isLoadingMore && (
          <div className={classes.foot} role="status">
            Loading more
          </div>
        )}
      </div>
      {bulkActions && model.selection.count > 0 && (
        <BulkBar
          selection={model.selection}
          loaded={source.rows.length}
          total={total}
          onSelectEverything={model.selectEverything}
          actions={bulkActions}
        />
      )}
    </div>
  );
}
