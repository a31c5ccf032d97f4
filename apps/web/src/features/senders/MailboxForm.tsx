import { Button, Group, Stack } from '@mantine/core';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useMailboxActs, type Mailbox } from './mailboxQueries';
import { changedForSecret, settingsOf, startValues, storedSecret, type SenderFormValues } from './senderForm';
import { SenderFieldInput } from './SenderFieldInput';
import type { SenderAccount, SenderField } from './senderQueries';

interface MailboxFormProps {
  account: SenderAccount;
  mailbox: Mailbox | null;
  fields: SenderField[];
  onDone: () => void;
}

/** Drawn like the form of a sender, and its password kept by the same rules. */
export function MailboxForm({ account, mailbox, fields, onDone }: MailboxFormProps) {
  const { connect } = useMailboxActs(useWorkspaceId(), account.id);
  const type = { type: account.type, fields };
  const stored = mailbox && { type: account.type, config: mailbox.config };
  const form = useServerForm<SenderFormValues>({
    initialValues: startValues(type, stored),
    onSave: async (values) => {
      await connect.mutateAsync(settingsOf(values).config);
      toast(mailbox ? 'Mailbox saved' : 'Mailbox connected');
      onDone();
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="md">
        {fields.map((field) => (
          <SenderFieldInput
            key={field.key}
            field={field}
            form={form}
            stored={stored && storedSecret(stored, account.type, field.key)}
            changedForSecret={stored ? changedForSecret(type, stored, field, form.values.config) : []}
          />
        ))}
        <FormProblem problem={form.problem} />
        <Group>
          <Button type="submit" loading={form.isSaving}>
            {mailbox ? 'Save mailbox' : 'Connect mailbox'}
          </Button>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
