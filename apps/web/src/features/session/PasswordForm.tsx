import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { passwordHint, passwordProblem } from './passwordRule';
import { useChangePassword } from './accountQueries';

export function PasswordForm() {
  const change = useChangePassword();
  const form = useServerForm({
    initialValues: { currentPassword: '', newPassword: '' },
    validate: { currentPassword: (value) => (value ? null : 'Enter your current password'), newPassword: passwordProblem },
    onSave: async (values) => {
      await change.mutateAsync(values);
      form.reset();
      toast('Password changed');
    },
  });
  return (
    <FormSection title="Password" help="Changing it signs you out on every other device.">
      <form onSubmit={form.save} noValidate>
        <Stack gap="lg">
          <PasswordInput label="Current password" autoComplete="current-password" {...form.getInputProps('currentPassword')} />
          <PasswordInput
            label="New password"
            description={passwordHint}
            autoComplete="new-password"
            {...form.getInputProps('newPassword')}
          />
          <FormProblem problem={form.problem} />
          <Group>
            <Button type="submit" variant="default" loading={form.isSaving}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </FormSection>
  );
}
