import { Button, Group } from '@mantine/core';

interface DialogActionsProps {
  /** What the form does, as a verb with its object: "Create list". */
  submit: string;
  isSaving?: boolean;
  onCancel: () => void;
}

/** The foot of a form in a dialog or drawer: as in a question, what goes on is at the end. */
export function DialogActions({ submit, isSaving = false, onCancel }: DialogActionsProps) {
  return (
    <Group gap="sm" justify="flex-end">
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" loading={isSaving}>
        {submit}
      </Button>
    </Group>
  );
}
