import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { KeysetPage, RowSource } from './columns';

interface KeysetRowsInput<Row> {
  /** Starts with the workspace and ends with the filters. */
  queryKey: readonly unknown[];
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<KeysetPage<Row>>;
}

/** An endless list: the next page is asked for when the table scrolls near its end. The previous rows stay, dimmed, while a filter changes. */
export function useKeysetRows<Row>({ queryKey, fetchPage }: KeysetRowsInput<Row>): RowSource<Row> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return {
    identity: JSON.stringify(queryKey),
    rows,
    isLoading: query.isPending,
    isStale: query.isPlaceholderData,
    error: query.isError && rows.length === 0 ? query.error : null,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
  };
}

/** A source for rows that are all there already (a plain query, not paged). */
export function staticRows<Row>(query: {
  data: readonly Row[] | undefined;
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
}): RowSource<Row> {
  return {
    identity: '',
    rows: query.data ?? NO_ROWS,
    isLoading: query.isPending,
    isStale: false,
    error: query.data ? null : query.error,
    retry: () => void query.refetch(),
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => undefined,
  };
}

/** One array for "nothing yet": a new one every time would rebuild the row model on every render. */
const NO_ROWS: readonly never[] = [];
