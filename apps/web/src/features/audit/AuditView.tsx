import { Button, Drawer, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { DataTable } from '../../shared/table/DataTable';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { EmptyState } from '../../shared/ui/EmptyState';
import { FilterChips } from '../../shared/ui/FilterChips';
import { toast } from '../../shared/ui/toasts';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Audit.module.css';
import { auditColumns } from './auditColumns';
import { isFiltered, noFilter, type AuditFilter } from './auditFilter';
import { auditFilterFields, recordChip } from './auditFilterFields';
import { auditKey, fetchAudit, useAuditActors, useExportAudit, type AuditEntry } from './auditQueries';
import { EntryDetail } from './EntryDetail';
import { saveBlob } from '../../shared/ui/saveBlob';
import { VerifyBar } from './VerifyBar';

export function AuditView() {
  return useMay('admin') ? (
    <Log />
  ) : (
    <EmptyState
      picture="audit"
      title="Only admins can read the audit log"
      text="You can see the history of a contact, list, template or campaign on its own page."
    />
  );
}

function Log() {
  const workspaceId = useWorkspaceId();
  const [filter, setFilter] = useUrlState(noFilter);
  const [open, setOpen] = useState<AuditEntry | null>(null);
  const actors = useAuditActors(workspaceId);
  const columns = useMemo(() => auditColumns(workspaceId), [workspaceId]);
  const fields = [...auditFilterFields(actors.data), ...recordChip(filter.entityType, filter.entityId)];
  const clear = () => setFilter(noFilter);
  const source = useKeysetRows<AuditEntry>({
    queryKey: auditKey(workspaceId, 'list', filter),
    fetchPage: (cursor, signal) => fetchAudit(workspaceId, filter, cursor, signal),
  });
  return (
    <section className={classes.page}>
      <div className={classes.head}>
        <div>
          <Title order={2}>Audit log</Title>
          <p className={classes.meta}>
            Who did what, when and from where. Entries cannot be edited or deleted; verifying finds whatever was tampered with.
          </p>
        </div>
        <ExportButton filter={filter} />
      </div>
      <VerifyBar />
      <FilterChips
        fields={fields.filter((field) => field.key !== 'entityId' || filter.entityId)}
        values={filter}
        onChange={(key, value) => setFilter(key === 'entityId' ? { entityId: value, entityType: value } : { [key]: value })}
        onClear={clear}
      />
      <div className={classes.table}>
        <DataTable
          tableId="audit"
          label="Audit log"
          columns={columns}
          source={source}
          rowId={(entry) => entry.id}
          rowName={(entry) => `${entry.actor.name} ${entry.summary}`}
          onOpen={setOpen}
          empty={
            isFiltered(filter) ? (
              <EmptyState
                picture="search"
                title="No matching entries"
                text="Change or clear the filters."
                action={
                  <Button variant="default" onClick={clear}>
                    Clear filters
                  </Button>
                }
              />
            ) : (
              <EmptyState picture="audit" title="Nothing recorded yet" text="Everything done in this workspace will be listed here." />
            )
          }
        />
      </div>
      <Drawer
        opened={open !== null}
        onClose={() => setOpen(null)}
        position="right"
        size="lg"
        title="Entry"
        closeButtonProps={{ 'aria-label': 'Close entry' }}
      >
        {open && <EntryDetail entry={open} />}
      </Drawer>
    </section>
  );
}

function ExportButton({ filter }: { filter: AuditFilter }) {
  const workspaceId = useWorkspaceId();
  const download = useExportAudit(workspaceId);
  const start = () =>
    download.mutate(filter, {
      onSuccess: (file) => {
        saveBlob(file, `audit-log-${new Date().toISOString().slice(0, 10)}.csv`);
        toast(isFiltered(filter) ? 'Exported the matching entries' : 'Exported the whole log');
      },
    });
  return (
    <Button variant="default" leftSection={<IconDownload size={16} />} loading={download.isPending} onClick={start}>
      Export CSV
    </Button>
  );
}
