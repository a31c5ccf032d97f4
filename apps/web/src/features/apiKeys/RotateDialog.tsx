import { Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { DialogActions } from '../../shared/form/DialogActions';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { useMay, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import { useRotateApiKey, type ApiKey, type NewApiKey } from './apiKeyQueries';
import { daysOf, DEFAULT_EXPIRY, expiryChoices } from './expiryChoices';
import { SecretDialog } from './SecretDialog';

const OVERLAPS = [
  { value: '0', label: 'Stop it immediately' },
  { value: '1', label: '1 hour' },
  { value: '24', label: '24 hours' },
  { value: '168', label: '7 days' },
];

export function RotateDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const [made, setMade] = useState<NewApiKey | null>(null);
  return (
    <>
      <Modal opened={apiKey !== null && !made} onClose={onClose} title={`Rotate ${apiKey?.description ?? ''}`} size={440}>
        {apiKey && <RotateForm apiKey={apiKey} onMade={setMade} onCancel={onClose} />}
      </Modal>
      <SecretDialog
        made={made}
        onClose={() => {
          setMade(null);
          onClose();
        }}
      />
    </>
  );
}

function RotateForm({ apiKey, onMade, onCancel }: { apiKey: ApiKey; onMade: (key: NewApiKey) => void; onCancel: () => void }) {
  const { workspace, user } = useWorkspaceScope();
  const rotate = useRotateApiKey(workspace.id);
  const isOwner = useMay('owner');
  const form = useServerForm({
    initialValues: { overlapHours: '24', expiresInDays: DEFAULT_EXPIRY },
    warnsWhenUnsaved: false,
    onSave: async ({ overlapHours, expiresInDays }) =>
      onMade(await rotate.mutateAsync({ id: apiKey.id, overlapHours: Number(overlapHours), expiresInDays: daysOf(expiresInDays) })),
  });
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <Text>
          You get a new key with the same scopes. Switch the program to it while the old one still works.
          {apiKey.maker.userId !== user.id && ' The new key is yours and acts with your permissions.'}
        </Text>
        <Select label="Keep the old key for" data={OVERLAPS} allowDeselect={false} {...form.getInputProps('overlapHours')} />
        <Select
          label="The new key expires after"
          data={expiryChoices(isOwner)}
          allowDeselect={false}
          {...form.getInputProps('expiresInDays')}
        />
        <FormProblem problem={form.problem} />
        <DialogActions submit="Rotate key" isSaving={form.isSaving} onCancel={onCancel} />
      </Stack>
    </form>
  );
}
