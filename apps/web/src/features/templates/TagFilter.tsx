import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconSettings, IconTag } from '@tabler/icons-react';
import { formatCount } from '../../shared/format/format';
import { ColourDot } from '../../shared/ui/ColourMenu';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useTemplateTags } from './templateTagQueries';

interface TagFilterProps {
  /** The id of the tag; empty: all templates. */
  value: string;
  onChange: (tagId: string) => void;
  /** Opens the list of tags; left out for people who may only read. */
  onManage: (() => void) | undefined;
}

/** Shows the templates with one tag. */
export function TagFilter({ value, onChange, onManage }: TagFilterProps) {
  const tags = useTemplateTags(useWorkspaceId()).data ?? [];
  const chosen = tags.find(({ id }) => id === value);
  if (tags.length === 0 && !onManage) return null;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={chosen ? <ColourDot colour={chosen.colour} size={10} /> : <IconTag size={15} />}
          rightSection={<IconChevronDown size={14} />}
          {...(chosen ? { 'aria-label': `Tag: ${chosen.name}` } : {})}
          maw={240}
        >
          {chosen?.name ?? (value ? 'Deleted tag' : 'All tags')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Item onClick={() => onChange('')}>All tags</Menu.Item>
        {tags.map(({ id, name, colour, templates }) => (
          <Menu.Item
            key={id}
            leftSection={<ColourDot colour={colour} size={10} />}
            rightSection={formatCount(templates)}
            onClick={() => onChange(id)}
            maw={320}
          >
            {name}
          </Menu.Item>
        ))}
        {onManage && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconSettings size={15} />} onClick={onManage}>
              Manage tags
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
