import { useState } from 'react';
import { formatCount } from '../../shared/format/format';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { FixRowDialog } from './FixRowDialog';
import { placeOf, placeWord } from './formatWords';
import classes from './ImportRun.module.css';
import { mayFixRows, useRejectRows, type ContactImport, type ImportReject } from './importQueries';
import { ReportFrame } from './ReportFrame';

const columnsOf = (run: ContactImport): DataColumn<ImportReject>[] => [
  {
    id: 'line',
    header: placeWord(run),
    width: 72,
    canHide: false,
    card: 'aside',
    cell: (row) => <span className="rp-num">{formatCount(placeOf(run, row))}</span>,
  },
  {
    id: 'reason',
    header: 'Reason',
    width: 280,
    grow: 2,
    card: 'title',
    cell: (row) => (
      <span className={classes.reason} title={row.reason}>
        {row.reason}
      </span>
    ),
  },
  { id: 'column', header: 'Column', width: 130, cell: (row) => <span dir="auto">{row.column ?? '–'}</span> },
  {
    id: 'raw',
    header: 'Row in the file',
    width: 260,
    grow: 2,
    cell: (row) => (
      <span className={classes.raw} dir="auto" title={row.raw}>
        {row.raw}
      </span>
    ),
  },
];

/** Opened, a row can be fixed; after an undo there is nothing that it could be added to. */
export function RejectsTable({ run }: { run: ContactImport }) {
  const source = useRejectRows(useWorkspaceId(), run.id);
  const [fixing, setFixing] = useState<ImportReject | null>(null);
  const mayFix = useMay('author') && mayFixRows(run);
  const at = source.rows.findIndex(({ rowNumber }) => rowNumber === fixing?.rowNumber);
  return (
    <ReportFrame rows={run.counts.rejected}>
      <FixRowDialog run={run} row={fixing} next={(at === -1 ? undefined : source.rows[at + 1]) ?? null} onShow={setFixing} />
      <DataTable
        tableId="rejects"
        label="Rejected rows"
        columns={columnsOf(run)}
        source={source}
        rowId={(row) => String(row.rowNumber)}
        {...(mayFix ? { onOpen: setFixing } : {})}
        rowName={(row) => `${placeWord(run)} ${placeOf(run, row)}`}
        empty={<EmptyState picture="table" title="No rejected rows" />}
      />
    </ReportFrame>
  );
}
