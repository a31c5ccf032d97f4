import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { BlockKind } from '@rapport/common';
import classes from './BlockEditor.module.css';
import { BLOCK_KINDS } from './blockKinds';

/** Where a block can be added: at the end of a column. */
interface AddBlockMenuProps {
  onAdd: (kind: BlockKind) => void;
  isEmpty: boolean;
  name: string;
  /** What is edited is a snippet, which holds no others. */
  isGroup: boolean;
}

export function AddBlockMenu({ onAdd, isEmpty, name, isGroup }: AddBlockMenuProps) {
  return (
    <Menu position="bottom-start" width={200}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          className={classes.add}
          data-empty={isEmpty || undefined}
          leftSection={<IconPlus size={13} />}
          aria-label={`Add block to ${name}`}
        >
          Add block
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {BLOCK_KINDS.filter(({ kind }) => !isGroup || kind !== 'snippet').map(({ kind, label, icon: KindIcon }) => (
          <Menu.Item key={kind} leftSection={<KindIcon size={15} />} onClick={() => onAdd(kind)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
