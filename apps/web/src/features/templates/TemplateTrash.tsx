import { readableTags } from '../../shared/format/readableTags';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { EmptyState } from '../../shared/ui/EmptyState';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { RestoreButton } from '../../shared/ui/RestoreButton';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { fetchTemplates, templatesKey, useRestoreTemplate, type TemplateSummary } from './templateQueries';

const COLUMNS: DataColumn<TemplateSummary>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 220,
    grow: 2,
    canHide: false,
    card: 'title',
    cell: (template) => <span dir="auto">{template.name}</span>,
  },
  {
    id: 'subject',
    header: 'Subject',
    width: 240,
    grow: 3,
    cell: (template) => <span dir="auto">{template.subject ? readableTags(template.subject) : 'No subject'}</span>,
  },
  {
    id: 'deleted',
    header: 'Deleted',
    width: 120,
    card: 'aside',
    cell: (template) => template.deletedAt && <RelativeTime iso={template.deletedAt} />,
  },
];

/** Deleted templates, the last one first, page by page. */
export function TemplateTrash({ search, mayEdit }: { search: string; mayEdit: boolean }) {
  const workspaceId = useWorkspaceId();
  const source = useKeysetRows({
    queryKey: templatesKey(workspaceId, 'trash', search),
    fetchPage: (cursor, signal) => fetchTemplates(workspaceId, { search, sort: '', trashed: true }, cursor, signal),
  });
  return (
    <DataTable
      tableId="templateTrash"
      label="Deleted templates"
      columns={COLUMNS}
      source={source}
      rowId={(template) => template.id}
      rowName={(template) => template.name}
      rowActions={mayEdit ? (template) => <Restore template={template} /> : undefined}
      empty={
        search ? (
          <EmptyState picture="search" title="No matching templates" text="Search looks at names and subjects." />
        ) : (
          <EmptyState picture="templates" title="The trash is empty" text="Deleted templates appear here and can be restored." />
        )
      }
    />
  );
}

function Restore({ template }: { template: TemplateSummary }) {
  const restore = useRestoreTemplate(useWorkspaceId());
  return (
    <RestoreButton
      name={template.name}
      isPending={restore.isPending}
      onRestore={() => restore.mutate(template.id, { onSuccess: () => toast(`Template ${template.name} restored`) })}
    />
  );
}
