import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { formatCount } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { NameCell } from '../../shared/table/NameCell';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { Status } from '../../shared/ui/Status';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { COUNTS } from './countWords';
import { useImportRows, useLiveImports, type ImportListItem } from './importQueries';

export function ImportsView() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayImport = useMay('author');
  useLiveImports(workspaceId);
  const columns = useMemo(() => importColumns(workspaceId), [workspaceId]);
  const action = mayImport && (
    <Button component={Link} to={paths.newImport(workspaceId)} leftSection={<IconUpload size={16} />}>
      Import a file
    </Button>
  );
  return (
    <Page layout="fill">
      <PageHeader title="Imports" crumbs={[{ label: 'Contacts', to: paths.contacts(workspaceId) }]} action={action} />
      <DataTable
        tableId="imports"
        label="Imports"
        columns={columns}
        source={useImportRows(workspaceId)}
        rowId={(run) => run.id}
        rowName={(run) => run.fileName}
        onOpen={(run) => void navigate(paths.import(workspaceId, run.id))}
        empty={<EmptyState picture="imports" title="No imports yet" text="Each import is listed here with its counts and rejected rows." />}
      />
    </Page>
  );
}

function undoWord({ undo }: ImportListItem): string | null {
  switch (undo?.status) {
    case 'undone':
      return 'Undone';
    case 'undoing':
      return 'Undoing';
    case 'stopped':
      return 'Undo stopped';
    default:
      return null;
  }
}

function importColumns(workspaceId: string): DataColumn<ImportListItem>[] {
  return [
    {
      id: 'file',
      header: 'File',
      width: 240,
      grow: 3,
      canHide: false,
      card: 'title',
      cell: (run) => <NameCell to={paths.import(workspaceId, run.id)} name={run.fileName} />,
    },
    { id: 'status', header: 'Status', width: 130, card: 'aside', cell: (run) => <Status kind="import" value={run.status} /> },
    { id: 'undo', header: 'Undo', width: 110, cardCell: (run) => undoWord(run), cell: (run) => undoWord(run) ?? '–' },
    ...COUNTS.map(({ key, label }): DataColumn<ImportListItem> => ({
      id: key,
      header: label,
      width: 96,
      align: 'right',
      cardCell: (run) => (run.counts[key] > 0 ? `${formatCount(run.counts[key])} ${label.toLowerCase()}` : null),
      cell: (run) => (run.status === 'uploaded' ? '–' : formatCount(run.counts[key])),
    })),
    { id: 'uploaded', header: 'Uploaded', width: 110, align: 'right', cell: (run) => <RelativeTime iso={run.createdAt} /> },
  ];
}
