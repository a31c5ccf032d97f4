import { Button, Group, Stack, TextInput } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useUpdateMe } from './sessionQueries';

export function ProfileForm({ name }: { name: string }) {
  const update = useUpdateMe();
  const form = useServerForm({
    initialValues: { name },
    validate: { name: (value) => (value.trim() ? null : 'Enter your name') },
    onSave: async (values) => {
      await update.mutateAsync(values);
      toast('Profile saved');
    },
  });
  return (
    <FormSection title="Your profile" help="How colleagues see you on approvals and timelines.">
      <form onSubmit={form.save} noValidate>
        <Stack gap="lg">
          <TextInput label="Name" autoComplete="name" {...form.getInputProps('name')} />
          <FormProblem problem={form.problem} />
          <Group>
            <Button type="submit" loading={form.isSaving}>
              Save profile
            </Button>
          </Group>
        </Stack>
      </form>
    </FormSection>
  );
}
