import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { messageOf } from '../api/apiError';

const UNDO_TIME = 10_000;

export function toast(message: string): void {
  notifications.show({ message, autoClose: 4_000 });
}

/** Errors stay until they are read: they name what to do next. */
export function toastError(error: unknown, title?: string): void {
  notifications.show({ color: 'red', className: 'rp-toast-error', title, message: messageOf(error), autoClose: 12_000, role: 'alert' });
}

/** `onUndo` may be asynchronous; its failure is shown. The toast closes as soon as undo is chosen. */
export function toastUndo(message: string, onUndo: () => unknown): void {
  const id = `undo-${Date.now()}-${Math.random()}`;
  const undo = async () => {
    notifications.hide(id);
    try {
      await onUndo();
      toast('Undone');
    } catch (error) {
      toastError(error, 'Could not undo');
    }
  };
  notifications.show({
    id,
    autoClose: UNDO_TIME,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text inherit>{message}</Text>
        <Button variant="default" size="xs" onClick={() => void undo()}>
          Undo
        </Button>
      </Group>
    ),
  });
}
