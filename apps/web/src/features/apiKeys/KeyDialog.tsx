import { Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { DialogActions } from '../../shared/form/DialogActions';
import { useState } from 'react';
import { FormProblem } from '../../shared/form/FormProblem';
import { useServerForm } from '../../shared/form/useServerForm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import { useCreateApiKey, useScopes, useUpdateApiKey, type ApiKey, type NewApiKey, type Scope, type ScopeEntry } from './apiKeyQueries';
import { daysOf, DEFAULT_EXPIRY, expiryChoices } from './expiryChoices';
import { ScopePicker } from './ScopePicker';
import { SecretDialog } from './SecretDialog';

interface KeyDialogProps {
  /** What is edited; null makes a new key. */
  apiKey: ApiKey | null;
  isOpen: boolean;
  onClose: () => void;
}

export function KeyDialog({ apiKey, isOpen, onClose }: KeyDialogProps) {
  const [made, setMade] = useState<NewApiKey | null>(null);
  const scopes = useScopes(useWorkspaceScope().workspace.id);
  return (
    <>
      <Modal opened={isOpen && !made} onClose={onClose} title={apiKey ? 'Edit key' : 'New API key'} size={560}>
        {scopes.isError ? (
          <ErrorState error={scopes.error} onRetry={() => void scopes.refetch()} />
        ) : scopes.data ? (
          <KeyForm apiKey={apiKey} catalogue={scopes.data} onMade={setMade} onDone={onClose} />
        ) : (
          <FormSkeleton />
        )}
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

interface KeyFormProps {
  apiKey: ApiKey | null;
  catalogue: readonly ScopeEntry[];
  onMade: (key: NewApiKey) => void;
  onDone: () => void;
}

interface Values {
  description: string;
  scopes: Scope[];
  expiresInDays: string;
}

function KeyForm({ apiKey, catalogue, onMade, onDone }: KeyFormProps) {
  const { workspace, user } = useWorkspaceScope();
  const isOwner = useMay('owner');
  const create = useCreateApiKey(workspace.id);
  const update = useUpdateApiKey(workspace.id);
  const form = useServerForm<Values>({
    initialValues: { description: apiKey?.description ?? '', scopes: [...(apiKey?.scopes ?? [])], expiresInDays: DEFAULT_EXPIRY },
    validate: {
      description: (text) => (text.trim() ? null : 'Say what uses the key'),
      scopes: (scopes) => (scopes.length > 0 ? null : 'Choose at least one'),
    },
    warnsWhenUnsaved: false,
    onSave: async ({ description, scopes, expiresInDays }) => {
      const values = { description: description.trim(), scopes };
      if (!apiKey) return onMade(await create.mutateAsync({ ...values, expiresInDays: daysOf(expiresInDays) }));
      await update.mutateAsync({ id: apiKey.id, ...values });
      toast(`${values.description} saved`);
      onDone();
    },
  });
  const isForeign = apiKey !== null && apiKey.maker.userId !== user.id;
  return (
    <form onSubmit={form.save} noValidate>
      <Stack gap="lg">
        <TextInput
          label="What uses it"
          placeholder="Nightly import from the shop"
          data-autofocus
          dir="auto"
          autoComplete="off"
          maxLength={200}
          {...form.getInputProps('description')}
        />
        {!apiKey && (
          <Select
            label="Expires after"
            data={expiryChoices(isOwner)}
            allowDeselect={false}
            description="Rotate it before then: the new key and the old one work side by side for a while."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...form.getInputProps('expiresInDays')}
          />
        )}
        <ScopePicker
          catalogue={catalogue}
          value={form.values.scopes}
          onChange={(scopes) => form.setFieldValue('scopes', scopes)}
          error={form.errors['scopes']}
          isLocked={(scope) => isForeign && !apiKey.scopes.includes(scope)}
        />
        <Text size="xs" c="dimmed">
          {isForeign
            ? `${apiKey.maker.name} created this key and it acts with their permissions, so only they can add scopes.`
            : 'A key can never do more than you can.'}
        </Text>
        <FormProblem problem={form.problem} />
        <DialogActions submit={apiKey ? 'Save changes' : 'Create key'} isSaving={form.isSaving} onCancel={onDone} />
      </Stack>
    </form>
  );
}
