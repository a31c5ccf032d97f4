import { ActionIcon, Anchor, Tooltip } from '@mantine/core';
import { EXPORT_FILE_DAYS } from '@rapport/common';
import { IconDownload, IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { formatBytes, formatCount, formatDay, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { act } from '../../shared/ui/act';
import { confirmAction } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { Status } from '../../shared/ui/Status';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { exportFileUrl, useCancelExport, useDeleteExport, useExportRows, type Export } from './exportQueries';
import { whatOf } from './exportWords';

/** What has left the workspace, for whom, and the files that are still there. */
export function ExportsView() {
  const workspaceId = useWorkspaceId();
  const columns = useMemo(() => exportColumns(workspaceId), [workspaceId]);
  return (
    <Page layout="fill">
      <PageHeader
        title="Exports"
        crumbs={[{ label: 'Contacts', to: paths.contacts(workspaceId) }]}
        context={`Files are kept for ${plural(EXPORT_FILE_DAYS, 'day')}. Only the person who requested an export can download it.`}
      />
      <DataTable
        tableId="exports"
        label="Exports"
        columns={columns}
        source={useExportRows(workspaceId)}
        rowId={(row) => row.id}
        rowName={(row) => row.fileName}
        rowActions={(row) => <RowActions row={row} />}
        empty={<EmptyState picture="table" title="No exports yet" text="Open the menu on Contacts and choose Export." />}
      />
    </Page>
  );
}

function RowActions({ row }: { row: Export }) {
  const workspaceId = useWorkspaceId();
  const cancel = useCancelExport(workspaceId);
  const remove = useDeleteExport(workspaceId);
  const isRunning = row.status === 'waiting' || row.status === 'running';
  const askToDelete = () =>
    confirmAction({
      title: `Delete the export ${row.fileName}?`,
      consequences: ['The file is deleted immediately. The audit log still shows who exported what.'],
      confirm: 'Delete export',
      onConfirm: () => remove.mutateAsync(row.id),
    });
  return (
    <>
      {row.canDownload && (
        <Tooltip label="Download">
          <ActionIcon
            component="a"
            size="sm"
            href={exportFileUrl(workspaceId, row.id)}
            download={row.fileName}
            aria-label={`Download ${row.fileName}`}
            tabIndex={-1}
          >
            <IconDownload size={15} />
          </ActionIcon>
        </Tooltip>
      )}
      {isRunning ? (
        <Tooltip label="Cancel">
          <ActionIcon
            size="sm"
            aria-label={`Cancel ${row.fileName}`}
            onClick={() => void act(() => cancel.mutateAsync(row.id))}
            tabIndex={-1}
          >
            <IconPlayerStop size={15} />
          </ActionIcon>
        </Tooltip>
      ) : (
        <Tooltip label="Delete">
          <ActionIcon size="sm" aria-label={`Delete ${row.fileName}`} onClick={askToDelete} tabIndex={-1}>
            <IconTrash size={15} />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}

function exportColumns(workspaceId: string): DataColumn<Export>[] {
  return [
    {
      id: 'file',
      header: 'File',
      width: 220,
      grow: 2,
      canHide: false,
      card: 'title',
      cell: (row) =>
        row.canDownload ? (
          <Anchor href={exportFileUrl(workspaceId, row.id)} download={row.fileName} size="sm" tabIndex={-1}>
            {row.fileName}
          </Anchor>
        ) : (
          row.fileName
        ),
    },
    { id: 'status', header: 'Status', width: 120, card: 'aside', cell: (row) => <Status kind="exportRun" value={statusOf(row)} /> },
    { id: 'what', header: 'Contents', width: 220, grow: 2, cell: (row) => <span dir="auto">{row.error ?? whatOf(row)}</span> },
    {
      id: 'who',
      header: 'Requested by',
      width: 140,
      grow: 1,
      card: 'none',
      cell: (row) => <span dir="auto">{row.actorName ?? 'A deleted account'}</span>,
    },
    {
      id: 'until',
      header: 'Available until',
      width: 120,
      card: 'none',
      cell: (row) => (row.expiresAt === null ? '–' : formatDay(row.expiresAt)),
    },
    {
      id: 'rows',
      header: 'Rows',
      width: 140,
      align: 'right',
      cell: rowsOf,
      cardCell: (row) => (row.status === 'waiting' ? null : `${rowsOf(row)} rows`),
    },
    {
      id: 'size',
      header: 'Size',
      width: 90,
      align: 'right',
      card: 'none',
      cell: (row) => (row.fileSize === null ? '–' : formatBytes(row.fileSize)),
    },
    { id: 'asked', header: 'Requested', width: 110, align: 'right', cell: (row) => <RelativeTime iso={row.createdAt} /> },
  ];
}

function statusOf({ status, hasFile }: Export): string {
  return status === 'done' && !hasFile ? 'expired' : status;
}

function rowsOf({ status, rowCount, total }: Export): string {
  if (status === 'waiting') return '–';
  return status === 'running' && total !== null ? `${formatCount(rowCount)} of ${formatCount(total)}` : formatCount(rowCount);
}
