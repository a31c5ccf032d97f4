import { Button, Stack, TextInput } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { useRequestPasswordReset } from './accountQueries';

export function ForgotPasswordForm({ onSent }: { onSent: (email: string) => void }) {
  const request = useRequestPasswordReset();
  const form = useServerForm({
    initialValues: { email: '' },
    validate: { email: (email) => (email.includes('@') ? null : 'Enter your email address') },
    warnsWhenUnsaved: false,
    onSave: async ({ email }) => {
      await request.mutateAsync({ email });
      onSent(email.trim());
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput label="Email" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
        <FormProblem problem={form.problem} />
        <Button type="submit" loading={form.isSaving} fullWidth>
          Send link
        </Button>
      </Stack>
    </form>
  );
}
