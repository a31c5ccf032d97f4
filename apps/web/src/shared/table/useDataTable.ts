import { usePreferences } from '../preferences/Preferences';
import { useLocalStorage } from '@mantine/hooks';
import {
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type ColumnVisibilityState,
  type RowSelectionState,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { layout } from '../theme/tokens';
import type { DataTableProps } from './tableProps';
import { useAwayRows } from './useAwayRows';
import { useRowKeyboard } from './useRowKeyboard';

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });
const CHECK_WIDTH = 32;
const ACTIONS_WIDTH = 36;
/** Two small buttons; a third lies over the last cell. */
const ROW_ACTIONS_WIDTH = 60;

/** Binds the headless table and the virtualiser; everything drawn reads from here. */
export function useDataTable<Row>(props: DataTableProps<Row>, isNarrow: boolean) {
  const { columns, source, rowId, tableId, bulkActions, rowActions } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const { rowsBefore } = source;
  const count = rowsBefore + source.rows.length + source.rowsAfter;
  const away = useAwayRows(source, rowId);
  const [isEverything, setEverything] = useState(false);
  const [columnVisibility, setColumnVisibility] = useLocalStorage<ColumnVisibilityState>({
    key: `rapport-columns-${tableId}`,
    defaultValue: Object.fromEntries(columns.filter((column) => column.startsHidden).map((column) => [column.id, false])),
    getInitialValueInEffect: false,
  });

  const definitions = useMemo<ColumnDef<typeof features, { row: Row }>[]>(
    () => columns.map((column) => ({ id: column.id, header: column.header, enableHiding: column.canHide !== false })),
    [columns],
  );
  const data = useMemo(() => source.rows.map((row) => ({ row })), [source.rows]);
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: ({ row }) => rowId(row),
    state: { columnVisibility, rowSelection },
    onColumnVisibilityChange: (change) => setColumnVisibility((current) => (typeof change === 'function' ? change(current) : change)),
    onRowSelectionChange: (change) => {
      const next = typeof change === 'function' ? change(rowSelection) : change;
      setEverything(false);
      setRowSelection(next);
      away.note(next);
    },
  });

  const rows = table.getRowModel().rows;
  const shownIds = new Set(table.getVisibleLeafColumns().map((column) => column.id));
  const shown = columns.filter((column) => shownIds.has(column.id));
  const { density } = usePreferences();
  const rowHeight = isNarrow ? layout.cardRow : density === 'compact' ? layout.rowCompact : layout.row;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index - rowsBefore]?.id ?? index,
    overscan: 12,
    scrollPaddingStart: isNarrow ? 0 : 36,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const items = virtualizer.getVirtualItems();
  const firstShown = items[0]?.index ?? 0;
  const lastShown = items[items.length - 1]?.index ?? 0;
  const look = useEffectEvent(source.look);
  useEffect(() => {
    if (lastShown > 0 || count > 0) look(firstShown, lastShown);
    // Asked again when rows have arrived: the stretch may have moved, or may be free to move now.
  }, [firstShown, lastShown, count, source.loadedAt]);

  useEffect(() => {
    scrollRef.current?.scrollTo({ top: 0 });
    setEverything(false);
  }, [source.identity]);

  // A row that vanished (filter, delete) is not acted upon unseen.
  const loaded = rows.filter((row) => rowSelection[row.id]).map((row) => row.id);
  const ids = [...loaded, ...away.among(rowSelection)];
  const clear = () => {
    setRowSelection({});
    setEverything(false);
  };
  const keyboard = useRowKeyboard({
    count,
    isLoaded: (index) => rows[index - rowsBefore] !== undefined,
    open: (index) => {
      const row = source.rows[index - rowsBefore];
      if (row !== undefined) props.onOpen?.(row);
    },
    toggle: (index) => bulkActions && rows[index - rowsBefore]?.toggleSelected(),
    clear,
    reveal: (index) => virtualizer.scrollToIndex(index),
    rowSelector: (index) => scrollRef.current?.querySelector<HTMLElement>(`[data-row-index="${index}"]`) ?? null,
  });

  // Every row is a grid of its own: only tracks that do not depend on a row's content stand in line. Wider actions lie over the last cell.
  const tracks = shown.map((column) => (column.grow ? `minmax(${column.width}px, ${column.grow}fr)` : `${column.width}px`));
  const gridTemplate = [bulkActions ? `${CHECK_WIDTH}px` : '', ...tracks, `${rowActions ? ROW_ACTIONS_WIDTH : ACTIONS_WIDTH}px`]
    .filter(Boolean)
    .join(' ');
  return {
    table,
    rows,
    count,
    columns: shown,
    scrollRef,
    virtualizer,
    gridTemplate,
    minWidth: shown.reduce((sum, column) => sum + column.width, CHECK_WIDTH + ACTIONS_WIDTH + 48),
    selection: { ids, isEverything, count: isEverything ? (props.total ?? ids.length) : ids.length, clear },
    selectEverything: () => setEverything(true),
    activeIndex: keyboard.activeIndex,
    setActiveIndex: keyboard.setActiveIndex,
    onKeyDown: keyboard.onKeyDown,
  };
}

export type DataTableModel<Row> = ReturnType<typeof useDataTable<Row>>;
