import { ActionIcon, Button, Divider, Text, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatCount } from '../format/format';
import type { TableSelection } from './tableProps';
import classes from './DataTable.module.css';

interface BulkBarProps {
  selection: TableSelection;
  loaded: number;
  total: number | undefined;
  onSelectEverything: () => void;
  actions: (selection: TableSelection) => ReactNode;
}

export function BulkBar({ selection, loaded, total, onSelectEverything, actions }: BulkBarProps) {
  const canTakeAll = !selection.isEverything && selection.ids.length >= loaded && total !== undefined && total > loaded;
  return (
    <div className={classes.bulk} role="region" aria-label="Selected rows">
      <Text fw={500} className="rp-num" role="status">
        {formatCount(selection.count)} selected
      </Text>
      {canTakeAll && (
        <Button variant="subtle" size="xs" onClick={onSelectEverything}>
          Select all {formatCount(total)}
        </Button>
      )}
      <Divider orientation="vertical" />
      {actions(selection)}
      <Tooltip label="Clear selection (Esc)">
        <ActionIcon aria-label="Clear selection" onClick={selection.clear}>
          <IconX size={16} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
