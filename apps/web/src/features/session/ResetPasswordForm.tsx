import { Button, PasswordInput, Stack } from '@mantine/core';
import { hasStatus } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { useResetPassword } from './accountQueries';
import { passwordHint, passwordProblem } from './passwordRule';

const GONE = 410;

interface ResetPasswordFormProps {
  token: string;
  onDone: () => void;
  onLinkOver: () => void;
}

export function ResetPasswordForm({ token, onDone, onLinkOver }: ResetPasswordFormProps) {
  const reset = useResetPassword();
  const form = useServerForm({
    initialValues: { newPassword: '' },
    validate: { newPassword: passwordProblem },
    warnsWhenUnsaved: false,
    onSave: async ({ newPassword }) => {
      try {
        await reset.mutateAsync({ token, newPassword });
        onDone();
      } catch (error) {
        if (!hasStatus(error, GONE)) throw error;
        onLinkOver();
      }
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <PasswordInput
          label="New password"
          description={passwordHint}
          autoComplete="new-password"
          autoFocus
          {...form.getInputProps('newPassword')}
        />
        <FormProblem problem={form.problem} />
        <Button type="submit" loading={form.isSaving} fullWidth>
          Change password
        </Button>
      </Stack>
    </form>
  );
}
