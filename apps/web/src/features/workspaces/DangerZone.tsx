import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { WORKSPACE_RESTORE_DAYS } from '@rapport/common';
import { FormProblem } from '../../shared/form/FormProblem';
import { FormSection } from '../../shared/form/FormSection';
import { useServerForm } from '../../shared/form/useServerForm';
import { plural } from '../../shared/format/format';
import { ErrorState } from '../../shared/ui/ErrorState';
import { confirmAction } from '../../shared/ui/confirm';
import { toast } from '../../shared/ui/toasts';
import { useDeleteWorkspace, useLeaveWorkspace, useMembers, useTransferWorkspace, type Member } from './workspaceQueries';

interface DangerZoneProps {
  workspaceId: string;
  workspaceName: string;
  ownUserId: string;
  isOwner: boolean;
  isSample: boolean;
  onLeft: () => void;
}

/** What cannot be taken back by the next click: leaving, handing over, deleting. */
export function DangerZone(props: DangerZoneProps) {
  if (!props.isOwner) return <Leave {...props} />;
  return (
    <>
      {!props.isSample && <Transfer {...props} />}
      <Delete {...props} />
    </>
  );
}

function Leave({ workspaceId, workspaceName, onLeft }: DangerZoneProps) {
  const leave = useLeaveWorkspace(workspaceId);
  const ask = () =>
    confirmAction({
      title: `Leave ${workspaceName}?`,
      consequences: [
        'You lose access immediately; what you wrote and approved stays, under your name.',
        'To come back you need a new invitation.',
      ],
      confirm: 'Leave workspace',
      onConfirm: async () => {
        await leave.mutateAsync();
        onLeft();
        toast(`You have left ${workspaceName}`);
      },
    });
  return (
    <FormSection title="Leave this workspace" help="All other members stay, and so does your work.">
      <Group>
        <Button variant="outline" color="red" onClick={ask}>
          Leave workspace
        </Button>
      </Group>
    </FormSection>
  );
}

function Transfer({ workspaceId, workspaceName, ownUserId }: DangerZoneProps) {
  const members = useMembers(workspaceId);
  const transfer = useTransferWorkspace(workspaceId);
  const others = (members.data ?? []).filter(({ userId }) => userId !== ownUserId);
  const [userId, setUserId] = useState<string | null>(null);
  const heir = others.find((member) => member.userId === userId);
  const ask = ({ userId, name }: Member) =>
    confirmAction({
      title: `Transfer ${workspaceName} to ${name}?`,
      consequences: [`${name} becomes the owner, and only they can transfer it back.`, 'You stay as admin.'],
      confirm: 'Transfer',
      onConfirm: async () => {
        await transfer.mutateAsync(userId);
        toast(`${name} is the owner now`);
      },
    });
  return (
    <FormSection title="Transfer ownership" help="Make another member the owner. You stay as admin and can leave afterwards.">
      {members.isError && <ErrorState error={members.error} onRetry={() => void members.refetch()} />}
      {members.isSuccess && others.length === 0 ? (
        <Text c="dimmed">You are the only member. Invite another one under Members first.</Text>
      ) : (
        <>
          <Select
            label="New owner"
            placeholder="Choose a member"
            data={others.map((member) => ({ value: member.userId, label: `${member.name} (${member.email})` }))}
            value={userId}
            onChange={setUserId}
          />
          <Group>
            <Button variant="outline" color="red" loading={transfer.isPending} disabled={!heir} onClick={() => heir && ask(heir)}>
              Transfer
            </Button>
          </Group>
        </>
      )}
    </FormSection>
  );
}

function Delete(props: DangerZoneProps) {
  const [isOpen, dialog] = useDisclosure(false);
  return (
    <FormSection
      title="Delete this workspace"
      help={`All sending stops immediately and all members are locked out. You can restore it with everything in it for ${plural(WORKSPACE_RESTORE_DAYS, 'day')}; after that it is gone for good.`}
    >
      <Group>
        <Button color="red" onClick={dialog.open}>
          Delete workspace
        </Button>
      </Group>
      <Modal opened={isOpen} onClose={dialog.close} title={`Delete ${props.workspaceName}?`}>
        <TypedName {...props} onCancel={dialog.close} />
      </Modal>
    </FormSection>
  );
}

function TypedName({ workspaceId, workspaceName, onCancel }: DangerZoneProps & { onCancel: () => void }) {
  const remove = useDeleteWorkspace(workspaceId);
  const form = useServerForm({
    initialValues: { name: '' },
    validate: { name: (name) => (name.trim() === workspaceName.trim() ? null : 'Type the name exactly as it is shown') },
    warnsWhenUnsaved: false,
    onSave: ({ name }) => remove.mutateAsync(name.trim()),
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <Text>
          Campaigns that are being sent are paused, scheduled ones do not start, API keys stop working. To continue, type{' '}
          <Text span fw={600} dir="auto">
            {workspaceName}
          </Text>
          .
        </Text>
        <TextInput label="Workspace name" autoComplete="off" data-autofocus {...form.getInputProps('name')} />
        <FormProblem problem={form.problem} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" color="red" loading={form.isSaving}>
            Delete workspace
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
