import { readableTags } from '../../shared/format/readableTags';
import { paths } from '../../shared/paths';
import type { DataColumn } from '../../shared/table/columns';
import { NameCell } from '../../shared/table/NameCell';
import { NoValue } from '../../shared/table/NoValue';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { TagChips } from './TagChips';
import type { TemplateSummary } from './templateQueries';
import classes from './TemplatesTable.module.css';

/** The columns of the table of templates. */
export function templateColumns(workspaceId: string): DataColumn<TemplateSummary>[] {
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
      id: 'tags',
      header: 'Tags',
      width: 180,
      grow: 1,
      cell: (template) => (template.tagIds.length === 0 ? <NoValue /> : <TagChips tagIds={template.tagIds} isLine />),
      cardCell: (template) => (template.tagIds.length === 0 ? null : <TagChips tagIds={template.tagIds} />),
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
