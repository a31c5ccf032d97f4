import { Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { confirmAction } from '../../shared/ui/confirm';
import { Notice } from '../../shared/ui/Notice';
import { toast } from '../../shared/ui/toasts';
import { useDeleteAccount } from './accountQueries';
import type { Session } from './sessionQueries';

interface DeleteAccountProps {
  memberships: Session['workspaces'];
  settingsOf: (workspaceId: string) => string;
  onDeleted: () => void;
  onCancel: () => void;
}

/** What goes, what stays, and what stands in the way, before the button. */
export function DeleteAccount({ memberships, settingsOf, onDeleted, onCancel }: DeleteAccountProps) {
  const remove = useDeleteAccount();
  const owned = memberships.filter(({ role, isSample }) => role === 'owner' && !isSample);
  const ask = () =>
    confirmAction({
      title: 'Delete your account for good?',
      consequences: ['You are signed out everywhere, and nobody can bring the account back.'],
      confirm: 'Delete account',
      onConfirm: () =>
        remove.mutate(undefined, {
          onSuccess: () => {
            toast('Your account is deleted');
            onDeleted();
          },
        }),
    });
  return (
    <Stack gap="lg">
      <List size="sm" spacing={4}>
        <List.Item>Your profile, sessions, second factor, API keys and sample data are deleted.</List.Item>
        <List.Item>You leave every workspace you are a member of. Contacts, campaigns and notes stay there, without your name.</List.Item>
        <List.Item>Workspaces that already wait for their deletion are deleted immediately.</List.Item>
      </List>
      {owned.length > 0 && (
        <Notice title={owned.length === 1 ? 'You own a workspace' : `You own ${owned.length} workspaces`}>
          <Text inherit>Others may need what is in there. Transfer or delete each of them first:</Text>
          <List size="sm" mt="xs">
            {owned.map(({ id, name }) => (
              <List.Item key={id}>
                <Anchor component={Link} to={settingsOf(id)} dir="auto" inherit>
                  {name}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </Notice>
      )}
      <FormProblem problem={remove.error ? messageOf(remove.error) : null} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        {owned.length === 0 && (
          <Button color="red" loading={remove.isPending} onClick={ask}>
            Delete account
          </Button>
        )}
      </Group>
    </Stack>
  );
}
