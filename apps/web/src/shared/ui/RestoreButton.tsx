import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';

interface RestoreButtonProps {
  /** Of what comes back. */
  name: string;
  isPending: boolean;
  onRestore: () => void;
}

/** On a row of a trash. */
export function RestoreButton({ name, isPending, onRestore }: RestoreButtonProps) {
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      leftSection={<IconArrowBackUp size={14} />}
      loading={isPending}
      aria-label={`Restore ${name}`}
      onClick={onRestore}
    >
      Restore
    </Button>
  );
}
