import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconTrash } from '@tabler/icons-react';
import classes from './BlockEditor.module.css';

interface ItemToolsProps {
  /** Of the block or section, in lower case. */
  name: string;
  onMove: (step: 1 | -1) => void;
  onDuplicate: () => void;
  onDelete: () => void;
}

/** What can be done with the selected block or section as a whole. */
export function ItemTools({ name, onMove, onDuplicate, onDelete }: ItemToolsProps) {
  const tools = [
    { label: `Move ${name} up`, icon: IconArrowUp, act: () => onMove(-1) },
    { label: `Move ${name} down`, icon: IconArrowDown, act: () => onMove(1) },
    { label: `Duplicate ${name}`, icon: IconCopy, act: onDuplicate },
    { label: `Delete ${name}`, icon: IconTrash, act: onDelete },
  ];
  return (
    <span className={classes.acts}>
      {tools.map(({ label, icon: ToolIcon, act }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon aria-label={label} onClick={act}>
            <ToolIcon size={15} />
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  );
}
