import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { messageOf } from '../api/apiError';

const UNDO_TIME = 10_000;
/** Answered by an undo that has told what came of it. */
export const TOLD = Symbol('told');

export function toast(message: string): void {
  notifications.show({ message, autoClose: 4_000 });
}

/** Errors stay until they are read: they name what to do next. */
export function toastError(error: unknown, title?: string): void {
  notifications.show({ color: 'red', className: 'rp-toast-error', title, message: messageOf(error), autoClose: 12_000, role: 'alert' });
}

/** A sentence and one thing to do about it. It stays longer than a plain one. */
export function toastAction(message: string, label: string, onClick: () => void): void {
  const id = `action-${Date.now()}-${Math.random()}`;
  const act = () => {
    notifications.hide(id);
    onClick();
  };
  notifications.show({ id, autoClose: 20_000, message: <WithButton message={message} label={label} onClick={act} /> });
}

/** The toast that is shown for what replaces itself, by what that is. */
const newest = new Map<string, string>();

/**
 * `onUndo` may be asynchronous; its failure is shown. The toast closes as soon as undo is chosen. `replaces`: of what happens again and again
 * (cells of a table) only the newest is shown.
 */
export function toastUndo(message: string, onUndo: () => unknown, replaces?: string): void {
  const id = `undo-${Date.now()}-${Math.random()}`;
  if (replaces !== undefined) {
    const before = newest.get(replaces);
    if (before !== undefined) notifications.hide(before);
    newest.set(replaces, id);
  }
  const undo = async () => {
    notifications.hide(id);
    try {
      if ((await onUndo()) !== TOLD) toast('Undone');
    } catch (error) {
      toastError(error, 'Couldn’t undo');
    }
  };
  notifications.show({
    id,
    autoClose: UNDO_TIME,
    message: <WithButton message={message} label="Undo" onClick={() => void undo()} />,
  });
}

function WithButton({ message, label, onClick }: { message: string; label: string; onClick: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="md">
      <Text inherit>{message}</Text>
      <Button variant="default" size="xs" onClick={onClick} style={{ flexShrink: 0 }}>
        {label}
      </Button>
    </Group>
  );
}
