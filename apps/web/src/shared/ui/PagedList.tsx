import { Button, Text } from '@mantine/core';
import { useInViewport } from '@mantine/hooks';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import { messageOf } from '../api/apiError';
import type { RowSource } from '../table/columns';
import { ErrorState } from './ErrorState';
import classes from './PagedList.module.css';
import { LinesSkeleton } from './Skeletons';

interface PagedListProps<Row> {
  /** `useKeysetRows` with `keepsAll`. */
  source: RowSource<Row>;
  /** Says what will be here. */
  empty: ReactNode;
  /** Draws the rows that are loaded. */
  children: (rows: readonly Row[]) => ReactNode;
  /** On the button below: "Show older entries". */
  more?: string;
  /** The next page is also asked for when the end comes near the screen. */
  loadsByScrolling?: boolean;
  /** How many grey lines wait for the first page. */
  lines?: number;
  /** A class around them, where the rows themselves have the padding. */
  waitsIn?: string;
}

/** A list that is read from its top, page by page, and is no table: what it shows while it loads, when it is empty, and when a page fails. */
export function PagedList<Row>({
  source,
  empty,
  children,
  more = 'Show more',
  loadsByScrolling = false,
  lines = 6,
  waitsIn,
}: PagedListProps<Row>) {
  if (source.isLoading)
    return (
      <div className={waitsIn}>
        <LinesSkeleton lines={lines} />
      </div>
    );
  if (source.error) return <ErrorState error={source.error} onRetry={source.retry} />;
  if (source.rows.length === 0) return empty;
  const asksByItself = loadsByScrolling && !source.moreError && !source.isStale;
  return (
    <div data-stale={source.isStale || undefined} className={classes.list}>
      {children(source.rows)}
      {source.hasMore && (
        <div className={classes.more}>
          {source.moreError != null && (
            <Text size="sm" c="var(--rp-negative)" role="alert">
              {messageOf(source.moreError)}
            </Text>
          )}
          <Button variant="default" size="xs" loading={source.isLoadingMore} onClick={source.loadMore}>
            {source.moreError == null ? more : 'Try again'}
          </Button>
          {asksByItself && <NearEnd key={source.rows.length} onSeen={source.loadMore} />}
        </div>
      )}
    </div>
  );
}

/** Asks once per page: its key changes with the number of rows. */
function NearEnd({ onSeen }: { onSeen: () => void }) {
  const { ref, inViewport } = useInViewport();
  const seen = useEffectEvent(onSeen);
  useEffect(() => {
    if (inViewport) seen();
  }, [inViewport]);
  return <div ref={ref} className={classes.near} aria-hidden />;
}
