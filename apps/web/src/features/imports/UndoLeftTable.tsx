import { paths } from '../../shared/paths';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { EmptyState } from '../../shared/ui/EmptyState';
import { NameCell } from '../../shared/table/NameCell';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ImportRun.module.css';
import { useUndoLeft, type ContactImport, type UndoLeft } from './importQueries';
import { ReportFrame } from './ReportFrame';

/** Whom the undo of an import has left as they are, all or in part, and why. */
export function UndoLeftTable({ run, left }: { run: ContactImport; left: number }) {
  const workspaceId = useWorkspaceId();
  const source = useUndoLeft(workspaceId, run.id, left);
  return (
    <ReportFrame rows={left}>
      <DataTable
        tableId="importUndoLeft"
        label="Left as they are"
        columns={columnsOf(workspaceId)}
        source={source}
        rowId={(row) => row.contactId}
        rowName={(row) => row.displayName ?? 'Removed contact'}
        empty={<EmptyState picture="table" title="Nobody was left as they are" />}
      />
    </ReportFrame>
  );
}

function columnsOf(workspaceId: string): DataColumn<UndoLeft>[] {
  return [
    {
      id: 'name',
      header: 'Contact',
      width: 200,
      grow: 1,
      canHide: false,
      card: 'title',
      cell: ({ contactId, displayName }) =>
        displayName === null ? 'Removed contact' : <NameCell to={paths.contact(workspaceId, contactId)} name={displayName} />,
    },
    {
      id: 'reason',
      header: 'Reason',
      width: 360,
      grow: 3,
      cell: ({ message }) => (
        <span className={classes.reason} title={message}>
          {message}
        </span>
      ),
    },
  ];
}
