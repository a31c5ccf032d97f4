import { Button, Group, Stack, TextInput } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { useCreateWorkspace } from './workspaceQueries';

export function CreateWorkspaceForm({ onDone, onCancel }: { onDone: (workspaceId: string) => void; onCancel: () => void }) {
  const create = useCreateWorkspace();
  const form = useServerForm({
    initialValues: { name: '' },
    validate: { name: (name) => (name.trim() ? null : 'Name the workspace') },
    warnsWhenUnsaved: false,
    onSave: async (values) => onDone((await create.mutateAsync(values)).id),
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput label="Name" description="A team, a company or a client" autoFocus {...form.getInputProps('name')} />
        <FormProblem problem={form.problem} />
        <Group justify="flex-end" gap="xs">
          <Button variant="subtle" color="gray" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={form.isSaving}>
            Create workspace
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
