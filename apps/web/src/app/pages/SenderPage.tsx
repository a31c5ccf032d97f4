import { Button, Group } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconHistory } from '@tabler/icons-react';
import { SenderSettings } from '../../features/senders/SenderSettings';
import { useRecordHistory } from '../../shared/history/recordHistory';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function SenderPage() {
  useDocumentTitle('Sender · Rapport');
  const openHistory = useRecordHistory();
  const workspaceId = useWorkspaceId();
  return (
    <>
      <SenderSettings />
      <Group>
        <Button
          variant="default"
          leftSection={<IconHistory size={16} />}
          onClick={() => openHistory({ type: 'sender', id: workspaceId, name: 'the sender' })}
        >
          Sender history
        </Button>
      </Group>
    </>
  );
}
