import { Button, Stack, TextInput } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';

/** Asks for an address to send a link to. What comes of it is told by mail only. */
export function MailLinkForm({ request, onSent }: { request: (email: string) => Promise<unknown>; onSent: (email: string) => void }) {
  const form = useServerForm({
    initialValues: { email: '' },
    validate: { email: (email) => (email.includes('@') ? null : 'Enter your email address') },
    warnsWhenUnsaved: false,
    onSave: async ({ email }) => {
      await request(email.trim());
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
