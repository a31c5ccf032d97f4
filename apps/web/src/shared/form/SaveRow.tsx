import { Button, Group, Text } from '@mantine/core';

interface SaveRowProps {
  label?: string;
  form: { readonly isSaving: boolean; isDirty: () => boolean };
}

/** The foot of a form on a settings page: saves, and says that something is not saved yet. */
export function SaveRow({ label = 'Save changes', form }: SaveRowProps) {
  return (
    <Group>
      <Button type="submit" loading={form.isSaving}>
        {label}
      </Button>
      {form.isDirty() && <Text c="dimmed">Unsaved changes</Text>}
    </Group>
  );
}
