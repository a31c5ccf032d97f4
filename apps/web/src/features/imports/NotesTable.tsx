import { formatCount } from '../../shared/format/format';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { placeOf, placeWord } from './formatWords';
import classes from './ImportRun.module.css';
import { useImportNotes, type ContactImport, type ImportNote } from './importQueries';
import { ReportFrame } from './ReportFrame';

const columnsOf = (run: ContactImport): DataColumn<ImportNote>[] => [
  {
    id: 'line',
    header: placeWord(run),
    width: 72,
    canHide: false,
    card: 'aside',
    cell: (note) => <span className="rp-num">{formatCount(placeOf(run, note))}</span>,
  },
  {
    id: 'reason',
    header: 'Note',
    width: 320,
    grow: 3,
    card: 'title',
    cell: (note) => (
      <span className={classes.reason} title={note.reason}>
        {note.reason}
      </span>
    ),
  },
  { id: 'column', header: 'Column', width: 130, cell: (note) => <span dir="auto">{note.column ?? '–'}</span> },
  {
    id: 'value',
    header: 'Value',
    width: 180,
    grow: 1,
    cell: (note) => (
      <span className={classes.raw} dir="auto" title={note.value ?? ''}>
        {note.value ?? '–'}
      </span>
    ),
  },
];

/** Rows that were imported, but not quite as the file has them. */
export function NotesTable({ run }: { run: ContactImport }) {
  const source = useImportNotes(useWorkspaceId(), run.id);
  return (
    <ReportFrame rows={run.reportedNotes}>
      <DataTable
        tableId="importNotes"
        label="Notes"
        columns={columnsOf(run)}
        source={source}
        rowId={(note) => `${note.line}-${note.code}-${note.column ?? ''}`}
        rowName={(note) => `${placeWord(run)} ${placeOf(run, note)}`}
        empty={<EmptyState picture="table" title="No notes" />}
      />
    </ReportFrame>
  );
}
