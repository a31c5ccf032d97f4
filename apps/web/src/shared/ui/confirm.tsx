import { List, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { act } from './act';

interface ConfirmInput {
  /** A question that names the thing: "Delete the template Autumn news?" */
  title: string;
  /** What will be lost or will happen, one entry each. */
  consequences: readonly string[];
  /** A verb: "Delete template". */
  confirm: string;
  isDestructive?: boolean;
  onConfirm: () => unknown;
}

/** Only where there is no undo. The button says what it does; what will be lost is named. */
export function confirmAction({ title, consequences, confirm, isDestructive = true, onConfirm }: ConfirmInput): void {
  modals.openConfirmModal({
    title,
    children: (
      <Stack gap="xs">
        {consequences.length === 1 ? (
          <Text>{consequences[0]}</Text>
        ) : (
          <List size="sm">
            {consequences.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        )}
      </Stack>
    ),
    labels: { confirm, cancel: 'Cancel' },
    confirmProps: isDestructive ? { color: 'red' } : {},
    onConfirm: () => void act(onConfirm),
  });
}
