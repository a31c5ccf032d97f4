import { ActionIcon, Menu } from '@mantine/core';
import { IconArchive, IconArrowBackUp, IconCopy, IconDots, IconLink, IconTag, IconTrash } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type TemplateSummary, useDuplicateTemplate } from './templateQueries';
import { useArchive } from './useArchive';
import { useTrashTemplate } from './useTrashTemplate';

interface TemplateRowMenuProps {
  template: TemplateSummary;
  mayEdit: boolean;
  onTag: (template: TemplateSummary) => void;
  onUses: (template: TemplateSummary) => void;
}

/** What can be done with a template from the list. */
export function TemplateRowMenu({ template, mayEdit, onTag, onUses }: TemplateRowMenuProps) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const duplicate = useDuplicateTemplate(workspaceId);
  const archive = useArchive();
  const trash = useTrashTemplate();
  const isArchived = template.archivedAt !== null;
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${template.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink size={15} />} onClick={() => onUses(template)}>
          Used by
        </Menu.Item>
        {mayEdit && (
          <>
            <Menu.Item leftSection={<IconTag size={15} />} onClick={() => onTag(template)}>
              Tags
            </Menu.Item>
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
            <Menu.Item
              leftSection={isArchived ? <IconArrowBackUp size={15} /> : <IconArchive size={15} />}
              onClick={() => void archive([template], !isArchived)}
            >
              {isArchived ? 'Restore from archive' : 'Archive'}
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void trash(template)}>
              {template.usedByCampaigns > 0 ? `Delete (used by ${plural(template.usedByCampaigns, 'campaign')})` : 'Delete'}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
