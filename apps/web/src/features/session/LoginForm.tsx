import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { useLogin, type SignInAnswer } from './sessionQueries';

export function LoginForm({ onAnswer }: { onAnswer: (answer: SignInAnswer) => void }) {
  const login = useLogin();
  const form = useServerForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (email.includes('@') ? null : 'Enter your email address'),
      password: (password) => (password ? null : 'Enter your password'),
    },
    warnsWhenUnsaved: false,
    onSave: async (values) => onAnswer(await login.mutateAsync(values)),
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput label="Email" type="email" autoComplete="username" autoFocus {...form.getInputProps('email')} />
        <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
        <FormProblem problem={form.problem} />
        <Button type="submit" loading={form.isSaving} fullWidth>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
