import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MOST_PAGES, useKeysetRows } from './useKeysetRows';

const PAGE = 50;
const ROWS = 1_000;

let asked: (string | undefined)[];
let client: QueryClient;
beforeEach(() => {
  asked = [];
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
});

/** The cursor is the number of the first row that has not been answered. */
function fetchPage(cursor: string | undefined) {
  asked.push(cursor);
  const start = Number(cursor ?? 0);
  const items = Array.from({ length: Math.min(PAGE, ROWS - start) }, (_, index) => start + index);
  return Promise.resolve({ items, nextCursor: start + PAGE < ROWS ? String(start + PAGE) : null });
}

async function open(keepsAll = false) {
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  const { result } = renderHook(() => useKeysetRows<number>({ queryKey: ['rows'], fetchPage, keepsAll }), { wrapper });
  await waitFor(() => expect(result.current.rows).toHaveLength(PAGE));
  /** Looks as a table does, until nothing near these rows is missing. */
  const look = async (first: number, last: number) => {
    for (let before = -1; before !== asked.length;) {
      before = asked.length;
      act(() => result.current.look(first, last));
      await waitFor(() => expect(client.isFetching()).toBe(0));
    }
  };
  const scrollTo = async (row: number) => {
    for (let at = 0; at <= row; at += PAGE) await look(at, at + 20);
  };
  return { result, look, scrollTo };
}

test('keeps a few pages around the screen, and every row in its place', async () => {
  const { result, scrollTo } = await open();
  await scrollTo(800);
  expect(result.current.rows).toHaveLength(MOST_PAGES * PAGE);
  expect(result.current.rows[0]).toBe(result.current.rowsBefore);
  expect(result.current.rows).toContain(820);
  expect(new Set(asked).size).toBe(asked.length);
});

test('scrolls back page by page, and the list stays as long as it was', async () => {
  const { result, look, scrollTo } = await open();
  await scrollTo(800);
  const { rowsBefore } = result.current;
  const end = rowsBefore + result.current.rows.length;
  asked = [];
  await look(rowsBefore + 5, rowsBefore + 25);
  expect(asked).toEqual([String(rowsBefore - PAGE)]);
  expect(result.current.rowsBefore).toBe(rowsBefore - PAGE);
  expect(result.current.rows[0]).toBe(rowsBefore - PAGE);
  expect(result.current.rows).toHaveLength(MOST_PAGES * PAGE);
  expect(result.current.rowsBefore + result.current.rows.length + result.current.rowsAfter).toBe(end);
});

test('far above, the page on screen is asked for alone, and scrolling goes on from there', async () => {
  const { result, look, scrollTo } = await open();
  await scrollTo(800);
  asked = [];
  await look(0, 20);
  expect(asked).toEqual([undefined]);
  expect(result.current).toMatchObject({ rowsBefore: 0, rowsAfter: 800 });
  expect(result.current.rows[0]).toBe(0);
  await look(30, 50);
  expect(asked).toEqual([undefined, String(PAGE)]);
});

test('a change makes it ask for the kept pages only', async () => {
  const { result, scrollTo } = await open();
  await scrollTo(800);
  const first = result.current.rowsBefore;
  asked = [];
  await act(() => client.invalidateQueries({ queryKey: ['rows'] }));
  expect(asked).toEqual(Array.from({ length: MOST_PAGES }, (_, page) => String(first + page * PAGE)));
  expect(result.current.rowsBefore).toBe(first);
});

test('keeps all of them for whoever draws all of them', async () => {
  const { result, scrollTo } = await open(true);
  await scrollTo(400);
  expect(result.current.rowsBefore).toBe(0);
  expect(result.current.rows.length).toBeGreaterThanOrEqual(450);
});

test('knows the end of the list', async () => {
  const { result, scrollTo } = await open();
  await scrollTo(ROWS);
  expect(result.current.hasMore).toBe(false);
  expect(result.current.rowsBefore + result.current.rows.length).toBe(ROWS);
  expect(result.current.rowsAfter).toBe(0);
});
