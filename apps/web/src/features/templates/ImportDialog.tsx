import { Alert, Button, Group, Modal, Skeleton, Stack, Tabs, Textarea } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ImportReview } from './ImportReview';
import { type ImportPlan, useRehearseImport } from './templateImportQueries';

const ImportDropZone = lazy(async () => ({ default: (await import('./ImportDropZone')).ImportDropZone }));

interface ImportDialogProps {
  isOpen: boolean;
  onClose: () => void;
}

/** A message of another program as a template: chosen or pasted, checked, and then imported. */
export function ImportDialog({ isOpen, onClose }: ImportDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Import template" size={640} closeButtonProps={{ 'aria-label': 'Close' }}>
      {isOpen && <Steps onClose={onClose} />}
    </Modal>
  );
}

function Steps({ onClose }: { onClose: () => void }) {
  const rehearse = useRehearseImport(useWorkspaceId());
  const [checked, setChecked] = useState<{ file: File; plan: ImportPlan } | null>(null);
  const [pasted, setPasted] = useState('');
  const check = (file: File, document?: string) =>
    rehearse.mutate({ file, ...(document === undefined ? {} : { document }) }, { onSuccess: (plan) => setChecked({ file, plan }) });
  const problem = rehearse.error && (
    <Alert color="red" role="alert">
      {messageOf(rehearse.error)}
    </Alert>
  );
  if (checked)
    return (
      <Stack gap="md">
        {problem}
        <ImportReview
          key={checked.plan.document}
          {...checked}
          isChecking={rehearse.isPending}
          onDocument={(document) => check(checked.file, document)}
          onBack={() => (setChecked(null), rehearse.reset())}
          onDone={onClose}
        />
      </Stack>
    );
  return (
    <Stack gap="md">
      {problem}
      <Tabs defaultValue="file" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="file">File</Tabs.Tab>
          <Tabs.Tab value="paste">Paste HTML</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="file">
          <Suspense fallback={<Skeleton height={170} radius="md" />}>
            <ImportDropZone onFile={(file) => check(file)} isBusy={rehearse.isPending} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="paste">
          <Stack gap="sm">
            <Textarea
              label="HTML or MJML"
              value={pasted}
              autosize
              minRows={8}
              maxRows={16}
              spellCheck={false}
              styles={{ input: { fontFamily: 'monospace' } }}
              onChange={(event) => setPasted(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button
                disabled={pasted.trim() === ''}
                loading={rehearse.isPending}
                onClick={() => check(new File([pasted], 'Pasted message.html', { type: 'text/html' }))}
              >
                Check message
              </Button>
            </Group>
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}
