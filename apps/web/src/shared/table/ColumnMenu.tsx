import { ActionIcon, Checkbox, Popover, Stack, Text, Tooltip } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { DataTableModel } from './useDataTable';

/** Which columns are shown; remembered in this browser. */
export function ColumnMenu<Row>({ model, label }: { model: DataTableModel<Row>; label: string }) {
  const hideable = model.table.getAllLeafColumns().filter((column) => column.getCanHide());
  if (hideable.length === 0) return <span />;
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Tooltip label="Columns">
          <ActionIcon size="sm" aria-label={`Choose columns of ${label.toLowerCase()}`}>
            <IconColumns3 size={15} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="sm" aria-label="Columns">
        <Stack gap="sm">
          <Text size="xs" c="dimmed">
            Columns
          </Text>
          {hideable.map((column) => (
            <Checkbox
              key={column.id}
              label={String(column.columnDef.header)}
              checked={column.getIsVisible()}
              onChange={(event) => column.toggleVisibility(event.currentTarget.checked)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
