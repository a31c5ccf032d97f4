import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core';
import { IconCopy, IconDots, IconTrash } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { plural } from '../../shared/format/format';
import { readableTags } from '../../shared/format/readableTags';
import { paths } from '../../shared/paths';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { NameCell } from '../../shared/table/NameCell';
import { NoValue } from '../../shared/table/NoValue';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { EmptyState } from '../../shared/ui/EmptyState';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { SearchInput } from '../../shared/ui/SearchInput';
import { toast } from '../../shared/ui/toasts';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { TemplateCards } from './TemplateCards';
import classes from './TemplatesTable.module.css';
import { fetchTemplates, templatesKey, useDuplicateTemplate, type TemplateSummary } from './templateQueries';
import { TemplateTrash } from './TemplateTrash';
import { useTrashTemplate } from './useTrashTemplate';

export function TemplatesTable() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const [url, setUrl] = useUrlState({ search: '', sort: '-updatedAt', view: '' });
  const { search, sort } = url;
  const isTable = url.view === 'table';
  const source = useKeysetRows({
    queryKey: templatesKey(workspaceId, 'list', { search, sort, isTable }),
    fetchPage: (cursor, signal) => fetchTemplates(workspaceId, { search, sort }, cursor, signal),
    keepsAll: !isTable,
  });
  const columns = useMemo(() => columnsOf(workspaceId), [workspaceId]);
  const actionsOf = mayEdit ? (template: TemplateSummary) => <RowMenu template={template} /> : undefined;
  const empty = url.search ? <NothingFound onClear={() => setUrl({ search: '' })} /> : <NothingYet />;
  const isTrash = url.view === 'trash';
  return (
    <>
      <div className={classes.bar}>
        <SearchInput value={url.search} onChange={(search) => setUrl({ search })} placeholder="Search templates" />
        <SegmentedControl
          aria-label="Show as"
          value={url.view || 'cards'}
          onChange={(value) => setUrl({ view: value === 'cards' ? '' : value })}
          data={[
            { value: 'cards', label: 'Cards' },
            { value: 'table', label: 'Table' },
            { value: 'trash', label: 'Trash' },
          ]}
        />
      </div>
      {isTrash ? (
        <TemplateTrash search={search} mayEdit={mayEdit} />
      ) : isTable ? (
        <DataTable
          tableId="templates"
          label="Templates"
          columns={columns}
          source={source}
          rowId={(template) => template.id}
          rowName={(template) => template.name}
          onOpen={(template) => void navigate(paths.template(workspaceId, template.id))}
          sort={url.sort}
          onSort={(sort) => setUrl({ sort })}
          rowActions={actionsOf}
          empty={empty}
        />
      ) : (
        <TemplateCards source={source} actionsOf={actionsOf} empty={empty} />
      )}
    </>
  );
}

function columnsOf(workspaceId: string): DataColumn<TemplateSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 220,
      grow: 2,
      sortKey: 'name',
      canHide: false,
      card: 'title',
      cell: (template) => <NameCell name={template.name} to={paths.template(workspaceId, template.id)} />,
    },
    {
      id: 'subject',
      header: 'Subject',
      width: 240,
      grow: 3,
      cell: (template) => (
        <span dir="auto">{template.subject ? readableTags(template.subject) : <span className={classes.none}>No subject</span>}</span>
      ),
    },
    {
      id: 'used',
      header: 'Campaigns',
      width: 110,
      align: 'right',
      card: 'none',
      cell: (template) => template.usedByCampaigns || <NoValue />,
    },
    { id: 'version', header: 'Version', width: 90, align: 'right', card: 'none', cell: (template) => template.version },
    {
      id: 'updated',
      header: 'Saved',
      width: 120,
      align: 'right',
      sortKey: 'updatedAt',
      firstSort: 'desc',
      card: 'aside',
      cell: (template) => <RelativeTime iso={template.updatedAt} />,
    },
  ];
}

function RowMenu({ template }: { template: TemplateSummary }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const duplicate = useDuplicateTemplate(workspaceId);
  const trash = useTrashTemplate();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${template.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={15} />}
          onClick={() =>
            duplicate.mutate(template.id, {
              onSuccess: (copy) => (toast('Template duplicated'), void navigate(paths.template(workspaceId, copy.id))),
            })
          }
        >
          Duplicate
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void trash(template)}>
          {template.usedByCampaigns > 0 ? `Delete (used by ${plural(template.usedByCampaigns, 'campaign')})` : 'Delete'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function NothingYet() {
  return (
    <EmptyState
      picture="templates"
      title="No templates yet"
      text="Write a message once, with merge tags for names and other fields. Preview it as any contact, then send it with a campaign."
    />
  );
}

function NothingFound({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      picture="search"
      title="No matching templates"
      text="Search looks at names and subjects."
      action={
        <Button variant="default" onClick={onClear}>
          Clear search
        </Button>
      }
    />
  );
}
