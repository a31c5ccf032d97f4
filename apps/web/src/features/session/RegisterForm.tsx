import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { passwordHint, passwordProblem } from './passwordRule';
import type { NewAccount, Session } from './sessionQueries';

interface RegisterFormProps {
  /** Confirmed by a link already; the first account chooses it here. */
  email?: string;
  register: (account: NewAccount & { email: string }) => Promise<Session>;
  onDone: (session: Session) => void;
}

export function RegisterForm({ email: confirmedEmail, register, onDone }: RegisterFormProps) {
  const form = useServerForm({
    initialValues: { name: '', email: confirmedEmail ?? '', password: '', workspaceName: '' },
    validate: {
      name: (name) => (name.trim() ? null : 'Enter your name; it appears on your approvals'),
      email: (email) => (email.includes('@') ? null : 'Enter your email address'),
      password: passwordProblem,
      workspaceName: (name) => (name.trim() ? null : 'Name your workspace, for example after your company'),
    },
    warnsWhenUnsaved: false,
    onSave: async (values) => onDone(await register({ ...values, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone })),
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput label="Your name" autoComplete="name" autoFocus {...form.getInputProps('name')} />
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          {...form.getInputProps('email')}
          {...(confirmedEmail ? { readOnly: true, variant: 'filled' } : {})}
        />
        <PasswordInput label="Password" description={passwordHint} autoComplete="new-password" {...form.getInputProps('password')} />
        <TextInput
          label="Workspace"
          description="Your team or company. You can add more later."
          autoComplete="organization"
          {...form.getInputProps('workspaceName')}
        />
        <FormProblem problem={form.problem} />
        <Button type="submit" loading={form.isSaving} fullWidth>
          Create account
        </Button>
      </Stack>
    </form>
  );
}
