import { Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { paths } from '../../shared/paths';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type Contact, useEraseContact } from './contactQueries';

/** “Erase this person…”: there is no undo, so their address is typed. */
export function useEraseContactDialog() {
  const [contact, setContact] = useState<Contact | null>(null);
  const close = () => setContact(null);
  return {
    open: setContact,
    dialog: (
      <Modal opened={contact !== null} onClose={close} title={contact ? `Erase ${contact.displayName} for good?` : ''} size={520}>
        {contact && <EraseForm contact={contact} onClose={close} />}
      </Modal>
    ),
  };
}

function EraseForm({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const erase = useEraseContact(workspaceId);
  const expected = contact.primaryEmail ?? contact.displayName;
  const form = useServerForm({
    initialValues: { confirm: '' },
    warnsWhenUnsaved: false,
    onSave: async ({ confirm }) => {
      await erase.mutateAsync({ id: contact.id, confirm });
      onClose();
      toast('Erased. What is left is removed in the background.');
      await navigate(paths.contacts(workspaceId));
    },
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="md">
        <Text size="sm">For a request under the GDPR or a similar law. This can’t be undone.</Text>
        <List size="sm" spacing={4}>
          <List.Item>The contact, their timeline, reminders, custom fields and consent history are removed.</List.Item>
          <List.Item>Campaigns keep that a message was sent, not to whom or what it said.</List.Item>
          <List.Item>The audit log keeps that something was done, not what it said about them.</List.Item>
          <List.Item>Export files of this workspace are deleted, because the person may be in them.</List.Item>
          <List.Item>Their addresses are remembered as a hash only, so that no import brings them back as someone who gets mail.</List.Item>
        </List>
        <TextInput
          label={
            <>
              Type <b dir="auto">{expected}</b> to confirm
            </>
          }
          autoComplete="off"
          data-autofocus
          dir="auto"
          {...form.getInputProps('confirm')}
        />
        <FormProblem problem={form.problem} />
        <Group gap="sm" justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red" loading={form.isSaving} disabled={!isTyped(form.values.confirm, expected)}>
            Erase for good
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The API decides; the button only waits until it may say yes. */
function isTyped(typed: string, expected: string): boolean {
  return typed.trim().toLowerCase() === expected.trim().toLowerCase();
}
