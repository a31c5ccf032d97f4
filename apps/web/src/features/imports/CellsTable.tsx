import { formatCount } from '../../shared/format/format';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { placeOf, placeWord } from './formatWords';
import classes from './ImportRun.module.css';
import { useCellReports, type ContactImport, type ImportCell } from './importQueries';
import { ReportFrame } from './ReportFrame';

const columnsOf = (run: ContactImport): DataColumn<ImportCell>[] => [
  {
    id: 'line',
    header: placeWord(run),
    width: 72,
    canHide: false,
    card: 'aside',
    cell: (cell) => <span className="rp-num">{formatCount(placeOf(run, cell))}</span>,
  },
  {
    id: 'reason',
    header: 'Reason',
    width: 320,
    grow: 3,
    card: 'title',
    cell: (cell) => (
      <span className={classes.reason} title={cell.reason}>
        {cell.reason}
      </span>
    ),
  },
  { id: 'column', header: 'Column', width: 130, cell: (cell) => <span dir="auto">{cell.column}</span> },
  {
    id: 'value',
    header: 'Value in the file',
    width: 180,
    grow: 1,
    cell: (cell) => (
      <span className={classes.raw} dir="auto" title={cell.value}>
        {cell.value}
      </span>
    ),
  },
];

/** Values that could not be read, with the rows that were imported without them. */
export function CellsTable({ run }: { run: ContactImport }) {
  const source = useCellReports(useWorkspaceId(), run.id);
  return (
    <ReportFrame rows={run.reportedCells}>
      <DataTable
        tableId="importCells"
        label="Values left out"
        columns={columnsOf(run)}
        source={source}
        rowId={(cell) => `${cell.line}-${cell.column}`}
        rowName={(cell) => `${placeWord(run)} ${placeOf(run, cell)}, ${cell.column}`}
        empty={<EmptyState picture="table" title="No values left out" />}
      />
    </ReportFrame>
  );
}
