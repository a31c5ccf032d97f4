import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { useServerForm } from '../../shared/form/useServerForm';
import { useChangeEmail } from './accountQueries';

export function EmailForm({ email }: { email: string }) {
  const change = useChangeEmail();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useServerForm({
    initialValues: { email },
    validate: {
      email: (value) => (value.includes('@') ? (value.trim() === email ? 'This is your address already' : null) : 'Enter an email address'),
    },
    onSave: async (values) => {
      await change.mutateAsync(values);
      setSentTo(values.email.trim());
      form.reset();
    },
  });
  return (
    <FormSection title="Email" help="You sign in with it. A new address applies once you open the link we send there.">
      <form onSubmit={form.save} noValidate>
        <Stack gap="lg">
          <TextInput label="Email" type="email" autoComplete="email" {...form.getInputProps('email')} />
          <FormProblem problem={form.problem} />
          {sentTo && (
            <Text role="status">
              A link is on its way to <strong>{sentTo}</strong>. It works for one hour; until then nothing changes.
            </Text>
          )}
          <Group>
            <Button type="submit" variant="default" loading={form.isSaving}>
              Change email
            </Button>
          </Group>
        </Stack>
      </form>
    </FormSection>
  );
}
