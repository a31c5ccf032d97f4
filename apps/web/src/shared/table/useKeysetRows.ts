import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { KeysetPage, RowSource } from './columns';
import { nextPlace, PagePlace, placeOf } from './PagePlace';

interface KeysetRowsInput<Row> {
  /** Starts with the workspace and ends with the filters. */
  queryKey: readonly unknown[];
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<KeysetPage<Row>>;
  /** For whoever draws every row there is: all pages stay. A table draws only what is on screen. */
  keepsAll?: boolean;
  /** Milliseconds for which a page is not asked for again; the default is the cache's. */
  staleTime?: number;
  /** False while it is not known yet what to ask for; until then it is loading. */
  isEnabled?: boolean;
}

/** Pages kept at once, and so the most that a refetch asks for: some screens in both directions. */
export const MOST_PAGES = 6;
/** Rows from an end of the loaded ones at which the next are asked for, at least; half of a page where that is more: nobody waits who scrolls fast. */
const NEAR_END = 12;

/** The pages of an endless list: for what is asked for before it is drawn, too. */
export function keysetQuery<Row>({ queryKey, fetchPage }: Pick<KeysetRowsInput<Row>, 'queryKey' | 'fetchPage'>) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam.cursor, signal),
    initialPageParam: PagePlace.top,
    getNextPageParam: (page, _pages, place) => nextPlace(place, page),
    getPreviousPageParam: (_page, _pages, place) => place.previous,
  });
}

/**
 * An endless list. Around the rows on screen a few pages are kept; the others are asked for again when the table scrolls back to them.
 * The previous rows stay, dimmed, while a filter changes.
 */
export function useKeysetRows<Row>({
  queryKey,
  fetchPage,
  keepsAll = false,
  staleTime,
  isEnabled = true,
}: KeysetRowsInput<Row>): RowSource<Row> {
  const queryClient = useQueryClient();
  const query = useInfiniteQuery({
    ...keysetQuery({ queryKey, fetchPage }),
    enabled: isEnabled,
    ...(keepsAll ? {} : { maxPages: MOST_PAGES }),
    ...(staleTime === undefined ? {} : { staleTime }),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const identity = JSON.stringify(queryKey);
  const start = (query.data?.pageParams[0] as PagePlace | undefined) ?? PagePlace.top;
  const end = start.rowsBefore + rows.length;
  // Between two stretches of the list nothing is loaded.
  const isJumping = query.data?.pages.length === 0;
  const known = useKnownEnd(identity, end, isJumping || query.hasNextPage);

  const jump = (place: PagePlace) => {
    // With a place and no pages, a refetch loads the one page of that place.
    queryClient.setQueryData<InfiniteData<KeysetPage<Row>, PagePlace>>(queryKey, { pages: [], pageParams: [place] });
    void query.refetch();
  };
  const look = (first: number, last: number) => {
    if (query.isFetching || query.isPlaceholderData || !query.data) return;
    const wanted = placeOf(first, start);
    const near = Math.max(NEAR_END, Math.floor((query.data.pages[0]?.items.length ?? 0) / 2));
    if (wanted !== start && wanted !== start.previous) jump(wanted);
    else if (first < start.rowsBefore + near && query.hasPreviousPage) void query.fetchPreviousPage();
    else if (last >= end - near && query.hasNextPage) void query.fetchNextPage();
  };
  return {
    identity,
    rows,
    rowsBefore: start.rowsBefore,
    rowsAfter: Math.max(0, known - end),
    isLoading: query.isPending,
    isStale: query.isPlaceholderData,
    error: query.isError && rows.length === 0 ? query.error : null,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage || isJumping,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
    },
    moreError: query.isFetchNextPageError ? query.error : null,
    loadedAt: query.dataUpdatedAt,
    look,
  };
}

/** How far the list reached the last time its end was seen, so that the scroll bar does not jump when pages are let go. */
function useKnownEnd(identity: string, end: number, isOpen: boolean): number {
  const [known, setKnown] = useState({ identity, end });
  const next = known.identity !== identity || !isOpen ? end : Math.max(end, known.end);
  if (known.identity !== identity || known.end !== next) setKnown({ identity, end: next });
  return next;
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
    rowsBefore: 0,
    rowsAfter: 0,
    isLoading: query.isPending,
    isStale: false,
    error: query.data ? null : query.error,
    retry: () => void query.refetch(),
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => undefined,
    moreError: null,
    loadedAt: 0,
    look: () => undefined,
  };
}

/** One array for "nothing yet": a new one every time would rebuild the row model on every render. */
const NO_ROWS: readonly never[] = [];
