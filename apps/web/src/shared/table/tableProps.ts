import type { ReactNode } from 'react';
import type { ColumnPlace } from './columnLayout';
import type { DataColumn, RowSource } from './columns';

export interface TableSelection {
  /** The chosen rows that are loaded. Ignore them when `isEverything`: then act on the filter. */
  readonly ids: readonly string[];
  /** All that match the filter, also those not loaded. */
  readonly isEverything: boolean;
  readonly count: number;
  readonly clear: () => void;
}

/** Cells of a spreadsheet, and where they would go. */
export interface PastedCells<Row> {
  readonly cells: readonly (readonly string[])[];
  /** From the chosen cell downwards, as far as they are loaded. */
  readonly rows: readonly Row[];
  /** From the chosen cell to the right. */
  readonly columns: readonly DataColumn<Row>[];
}

export interface TablePeek<Row> {
  /** The row that is looked at; null: none. */
  readonly id: string | null;
  readonly onChange: (row: Row | null) => void;
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
  /** A quick look beside the table: Space opens and closes it, moving to another row moves it along, Escape closes it. Rows are then selected with X, cells with Shift and Space. */
  peek?: TablePeek<Row> | undefined;
  /** `name` or `-name`; keep it in the URL. */
  sort?: string;
  onSort?: (sort: string) => void;
  /** Icon buttons that appear on hover and focus. Memoise it: rows are drawn anew with another one. */
  rowActions?: (row: Row) => ReactNode;
  /** With it rows can be selected; it draws the buttons of the floating bar. */
  bulkActions?: (selection: TableSelection) => ReactNode;
  /** How many match the filter; offers "Select all 10,204". */
  total?: number;
  /** Which columns are shown, how wide and in which order; an empty one shows those that the table starts with. Without `onLayout` the browser remembers what is hidden. */
  layout?: readonly ColumnPlace[];
  onLayout?: (layout: ColumnPlace[]) => void;
  /** With it cells take the focus, as in a spreadsheet: they are copied, and columns with `editing` are changed in place. Rejects when it is refused. */
  onEdit?: (row: Row, column: DataColumn<Row>, draft: string) => Promise<unknown>;
  /** Takes what is pasted on a cell. */
  onPaste?: (pasted: PastedCells<Row>) => void;
  /** Says more about a refused edit than its message. */
  explainEdit?: (error: unknown) => ReactNode;
  /** Shown when there is not one row. Tell "nothing yet" and "nothing matches" apart. */
  empty: ReactNode;
}
