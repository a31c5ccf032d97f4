import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconArchive, IconArrowBackUp, IconTag } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../shared/paths';
import { DataTable } from '../../shared/table/DataTable';
import type { TableSelection } from '../../shared/table/tableProps';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { EmptyState } from '../../shared/ui/EmptyState';
import { SearchInput } from '../../shared/ui/SearchInput';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ManageTags } from './ManageTags';
import { TagDialog } from './TagDialog';
import { TagFilter } from './TagFilter';
import { TemplateCards } from './TemplateCards';
import { templateColumns } from './templateColumns';
import classes from './TemplatesTable.module.css';
import { fetchTemplates, templatesKey, type TemplateSummary } from './templateQueries';
import { TemplateRowMenu } from './TemplateRowMenu';
import { TemplateTrash } from './TemplateTrash';
import { useArchive } from './useArchive';
import { UsesDrawer } from './UsesDrawer';

const VIEWS = [
  { value: 'cards', label: 'Cards' },
  { value: 'table', label: 'Table' },
  { value: 'archive', label: 'Archive' },
  { value: 'trash', label: 'Trash' },
];

export function TemplatesTable() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const [url, setUrl] = useUrlState({ search: '', sort: '-updatedAt', view: '', tag: '' });
  const [tagged, setTagged] = useState<readonly TemplateSummary[] | null>(null);
  const [used, setUsed] = useState<TemplateSummary | null>(null);
  const [isManaging, setManaging] = useState(false);
  const archive = useArchive();
  const { search, sort, tag } = url;
  const isArchive = url.view === 'archive';
  const isTable = url.view === 'table' || isArchive;
  const source = useKeysetRows({
    queryKey: templatesKey(workspaceId, 'list', { search, sort, tag, isTable, isArchive }),
    fetchPage: (cursor, signal) => fetchTemplates(workspaceId, { search, sort, tag, archived: isArchive }, cursor, signal),
    keepsAll: !isTable,
  });
  const columns = useMemo(() => templateColumns(workspaceId), [workspaceId]);
  const actionsOf = useMemo(
    () => (template: TemplateSummary) => (
      <TemplateRowMenu template={template} mayEdit={mayEdit} onTag={(one) => setTagged([one])} onUses={setUsed} />
    ),
    [mayEdit],
  );
  const chosen = ({ ids }: TableSelection) => source.rows.filter(({ id }) => ids.includes(id));
  const bulk = (selection: TableSelection) => (
    <Group gap={4} wrap="nowrap">
      <Button variant="subtle" size="xs" leftSection={<IconTag size={14} />} onClick={() => setTagged(chosen(selection))}>
        Tags
      </Button>
      <Button
        variant="subtle"
        size="xs"
        leftSection={isArchive ? <IconArrowBackUp size={14} /> : <IconArchive size={14} />}
        onClick={() => void archive(chosen(selection), !isArchive).then((isDone) => isDone && selection.clear())}
      >
        {isArchive ? 'Restore' : 'Archive'}
      </Button>
    </Group>
  );
  const clear = () => setUrl({ search: '', tag: '' });
  const empty = search || tag ? <NothingFound onClear={clear} /> : isArchive ? <NothingArchived /> : <NothingYet />;
  const isTrash = url.view === 'trash';
  return (
    <>
      <div className={classes.bar}>
        <Group gap={8}>
          <SearchInput value={search} onChange={(search) => setUrl({ search })} placeholder="Search templates" />
          {!isTrash && (
            <TagFilter value={tag} onChange={(tag) => setUrl({ tag })} onManage={mayEdit ? () => setManaging(true) : undefined} />
          )}
        </Group>
        <SegmentedControl
          aria-label="Show as"
          value={url.view || 'cards'}
          onChange={(value) => setUrl({ view: value === 'cards' ? '' : value })}
          data={VIEWS}
        />
      </div>
      {isTrash ? (
        <TemplateTrash search={search} mayEdit={mayEdit} />
      ) : isTable ? (
        <DataTable
          key={isArchive ? 'archive' : 'table'}
          tableId="templates"
          label={isArchive ? 'Archived templates' : 'Templates'}
          columns={columns}
          source={source}
          rowId={(template) => template.id}
          rowName={(template) => template.name}
          onOpen={(template) => void navigate(paths.template(workspaceId, template.id))}
          sort={url.sort}
          onSort={(sort) => setUrl({ sort })}
          rowActions={actionsOf}
          {...(mayEdit ? { bulkActions: bulk } : {})}
          empty={empty}
        />
      ) : (
        <TemplateCards source={source} actionsOf={actionsOf} empty={empty} />
      )}
      {tagged && <TagDialog templates={tagged} onClose={() => setTagged(null)} />}
      {isManaging && <ManageTags onClose={() => setManaging(false)} onDeleted={(id) => id === tag && setUrl({ tag: '' })} />}
      <UsesDrawer template={used} onClose={() => setUsed(null)} />
    </>
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

function NothingArchived() {
  return (
    <EmptyState
      picture="templates"
      title="No archived templates"
      text="Archive a template to keep it without offering it for new campaigns. Campaigns that use it keep it."
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
          Clear filters
        </Button>
      }
    />
  );
}
