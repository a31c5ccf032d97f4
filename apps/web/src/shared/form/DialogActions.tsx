import { Button, Group } from '@mantine/core';

interface DialogActionsProps {
  /** What the form does, as a verb with its object: "Create list". */
  submit: string;
  isSaving?: boolean;
  onCancel: () => void;
}

/** The foot of a form in a dialog or drawer. */
export function DialogActions({ submit, isSaving = false, onCancel }: DialogActionsProps) {
  return (
    <Group gap="sm">
      <Button type="submit" loading={isSaving}>
        {submit}
      </Button>
      <Button variant="subtle" color="gray" onClick={onCancel}>
        Cancel
      </Button>
    </Group>
  );
}
