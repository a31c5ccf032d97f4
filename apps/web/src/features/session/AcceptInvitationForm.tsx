import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { PASSWORD_MIN, passwordProblem } from './passwordRule';
import { useAcceptInvitation, type SignInAnswer } from './sessionQueries';

interface AcceptInvitationFormProps {
  token: string;
  email: string;
  /** The invited person has an account: they join with it, and prove it by their password. */
  accountExists: boolean;
  onAnswer: (answer: SignInAnswer) => void;
}

export function AcceptInvitationForm({ token, email, accountExists, onAnswer }: AcceptInvitationFormProps) {
  const accept = useAcceptInvitation(token);
  const form = useServerForm({
    initialValues: { name: '', password: '' },
    validate: {
      name: (name) => (accountExists || name.trim() ? null : 'Enter your name'),
      password: (password) => (accountExists ? (password ? null : 'Enter your password') : passwordProblem(password)),
    },
    warnsWhenUnsaved: false,
    onSave: async ({ name, password }) => {
      onAnswer(await accept.mutateAsync(accountExists ? { password } : { name, password }));
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput label="Email" value={email} readOnly variant="filled" autoComplete="username" />
        {!accountExists && <TextInput label="Your name" autoComplete="name" autoFocus {...form.getInputProps('name')} />}
        <PasswordInput
          label={accountExists ? 'Password of your account' : 'Password'}
          description={accountExists ? undefined : `At least ${PASSWORD_MIN} characters`}
          autoComplete={accountExists ? 'current-password' : 'new-password'}
          {...form.getInputProps('password')}
        />
        <FormProblem problem={form.problem} />
        <Button type="submit" loading={form.isSaving} fullWidth>
          Join workspace
        </Button>
      </Stack>
    </form>
  );
}
