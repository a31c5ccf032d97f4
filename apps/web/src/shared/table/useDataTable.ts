import { usePreferences } from '../preferences/Preferences';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import {
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type ColumnVisibilityState,
  type RowSelectionState,
} from '@tanstack/react-table';
import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { layout } from '../theme/tokens';
import { arrangeColumns, type ArrangedColumn } from './columnLayout';
import type { DataTableProps } from './tableProps';
import { toTsv } from './copyCells';
import { useAwayRows } from './useAwayRows';
import { usePasteCells } from './usePasteCells';
import { usePeek } from './usePeek';
import { type CellPlace, type CellRange, useCellKeyboard } from './useCellKeyboard';
import type { AfterEdit } from './CellEditor';
import { toast } from '../ui/toasts';
import { act } from '../ui/act';
import { plural } from '../format/format';
import { useRowKeyboard } from './useRowKeyboard';

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });
const CHECK_WIDTH = 32;
const ACTIONS_WIDTH = 36;

/** What a table knows of its rows, columns, selection and keyboard; everything drawn reads from here. Where it is scrolled to is known to its rows alone. */
export function useDataTable<Row>(props: DataTableProps<Row>, isNarrow: boolean) {
  const { columns, source, rowId, tableId, bulkActions } = props;
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
  const { layout: places, onLayout } = props;
  const hasLayout = onLayout !== undefined;
  const arranged = useMemo(() => (hasLayout ? arrangeColumns(columns, places ?? []) : null), [hasLayout, columns, places]);
  const shown =
    arranged ?? columns.filter((column) => shownIds.has(column.id)).map((column): ArrangedColumn<Row> => ({ ...column, isPinned: false }));
  const canHover = useMediaQuery('(hover: hover)', undefined, { getInitialValueInEffect: false }) ?? false;
  const { density } = usePreferences();
  const rowHeight = isNarrow ? layout.cardRow : density === 'compact' ? layout.rowCompact : layout.row;
  // Set by the rows while there are any: only they are drawn anew by scrolling, and nothing else may be.
  const revealRow = useRef<(index: number) => void>(noRows);
  const reveal = (index: number) => revealRow.current(index);

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
  const peekKeys = usePeek(props.peek, {
    rows: source.rows,
    rowsBefore,
    rowId,
    showRow: (index) => {
      keyboard.setActiveIndex(index);
      reveal(index);
    },
  });
  const keyboard = useRowKeyboard({
    count,
    isLoaded: (index) => rows[index - rowsBefore] !== undefined,
    open: (index) => {
      const row = source.rows[index - rowsBefore];
      if (row !== undefined) props.onOpen?.(row);
    },
    toggle: (index) => bulkActions && rows[index - rowsBefore]?.toggleSelected(),
    clear,
    peek: peekKeys,
    reveal,
    rowSelector: (index) => scrollRef.current?.querySelector<HTMLElement>(`[data-row-index="${index}"]`) ?? null,
  });

  const rowElement = (index: number) => scrollRef.current?.querySelector<HTMLElement>(`[data-row-index="${index}"]`) ?? null;
  const [edited, setEdited] = useState<CellPlace | null>(null);
  const cellAt = ({ row, column }: CellPlace) => ({ row: source.rows[row - rowsBefore], column: shown[column] });
  const beginEdit = (place: CellPlace) => {
    const { row, column } = cellAt(place);
    if (row === undefined || !column?.editing || !props.onEdit) return;
    if (column.editing.kind === 'switch')
      void act(() => props.onEdit?.(row, column, column.editing?.draft(row) === 'true' ? 'false' : 'true'));
    else setEdited(place);
  };
  const copy = (range: CellRange) => {
    const columnsOf = shown.slice(range.columns[0], range.columns[1] + 1);
    const chosen = source.rows.slice(Math.max(0, range.rows[0] - rowsBefore), Math.max(0, range.rows[1] + 1 - rowsBefore));
    const asked = range.rows[1] - range.rows[0] + 1;
    const cells = chosen.map((row) => columnsOf.map((column) => column.text?.(row) ?? ''));
    const more =
      chosen.length < asked
        ? `. ${plural(asked - chosen.length, 'row')} of the range ${asked - chosen.length === 1 ? 'isn’t' : 'aren’t'} loaded`
        : '';
    void act(async () => {
      await navigator.clipboard.writeText(toTsv(cells));
      toast(`${plural(chosen.length * columnsOf.length, 'cell')} copied${more}`);
    });
  };
  const cells = useCellKeyboard({
    isEnabled: props.onEdit !== undefined && !isNarrow,
    rows: count,
    columns: shown.length,
    canEdit: (place) => {
      const { row, column } = cellAt(place);
      return row !== undefined && column?.editing !== undefined;
    },
    edit: beginEdit,
    open: (index) => {
      const row = source.rows[index - rowsBefore];
      if (row !== undefined) props.onOpen?.(row);
    },
    toggleRow: (index) => bulkActions && rows[index - rowsBefore]?.toggleSelected(),
    clearSelection: clear,
    peek: peekKeys,
    copy,
    reveal,
    rowElement,
    cellElement: ({ row, column }) =>
      scrollRef.current?.querySelector<HTMLElement>(`[data-cell-row="${row}"][data-cell-column="${column}"]`) ?? null,
    setActiveRow: keyboard.setActiveIndex,
  });
  usePasteCells({ range: cells.range, rows: source.rows, rowsBefore, columns: shown, onPaste: isNarrow ? undefined : props.onPaste });
  const endEdit = (after: AfterEdit) => {
    setEdited(null);
    if (!edited || after === null) return;
    const { row, column } = edited;
    if (after === 'down') cells.moveTo({ row: row + 1, column });
    else if (after === 'stay') cells.moveTo(edited);
    else {
      const index = row * shown.length + column + (after === 'next' ? 1 : -1);
      cells.moveTo({ row: Math.floor(index / shown.length), column: ((index % shown.length) + shown.length) % shown.length });
    }
  };

  // Every row is a grid of its own: only tracks that do not depend on a row's content stand in line. Wider actions lie over the last cell.
  const tracks = shown.map((column) => (column.grow ? `minmax(${column.width}px, ${column.grow}fr)` : `${column.width}px`));
  const gridTemplate = [bulkActions ? `${CHECK_WIDTH}px` : '', ...tracks, `${ACTIONS_WIDTH}px`].filter(Boolean).join(' ');
  return {
    table,
    rows,
    pinnedAt: pinnedOffsets(shown, bulkActions ? CHECK_WIDTH : 0),
    count,
    columns: shown,
    scrollRef,
    rowHeight,
    revealRow,
    gridTemplate,
    minWidth: shown.reduce((sum, column) => sum + column.width, CHECK_WIDTH + ACTIONS_WIDTH + 48),
    selection: { ids, isEverything, count: isEverything ? (props.total ?? ids.length) : ids.length, clear },
    /** Actions of a row are drawn once someone comes to it. */
    drawsActionsLate: props.onEdit !== undefined && canHover && !isNarrow,
    selectEverything: () => setEverything(true),
    activeIndex: keyboard.activeIndex,
    setActiveIndex: keyboard.setActiveIndex,
    cells: props.onEdit && !isNarrow ? { ...cells, edited, beginEdit, endEdit } : null,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      cells.onKeyDown(event);
      if (!event.defaultPrevented) keyboard.onKeyDown(event);
    },
  };
}

function noRows(): void {}

/** How far from the left edge each pinned column stays, in pixels, by id. */
function pinnedOffsets<Row>(columns: readonly ArrangedColumn<Row>[], start: number): ReadonlyMap<string, number> {
  let left = start;
  return new Map(columns.filter(({ isPinned }) => isPinned).map(({ id, width }) => [id, (left += width) - width] as const));
}

export type DataTableModel<Row> = ReturnType<typeof useDataTable<Row>>;

/** What the table is given and knows as of its last draw. */
export type Latest<Row> = RefObject<{ props: DataTableProps<Row>; model: DataTableModel<Row>; isScrolling: () => boolean }>;
