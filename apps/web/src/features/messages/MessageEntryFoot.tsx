import { Button, Group } from '@mantine/core';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCancelMessage, useResolveMessage } from './messageQueries';

interface MessageEntry {
  readonly contactId: string;
  readonly status: string | null;
  readonly campaignId: string | null;
  readonly messageId: string | null;
}

/** What can be done about a message that a member wrote: call it back while it waits, and say what became of one that nobody knows of. */
export function MessageEntryFoot({ entry }: { entry: MessageEntry }) {
  const workspaceId = useWorkspaceId();
  const mayWrite = useMay('author');
  const cancel = useCancelMessage(workspaceId, entry.contactId);
  const resolve = useResolveMessage(workspaceId, entry.contactId);
  const { messageId } = entry;
  if (!mayWrite || messageId === null || entry.campaignId !== null) return null;
  if (entry.status === 'queued')
    return (
      <Group mt={8}>
        <Button
          size="compact-xs"
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(messageId, { onSuccess: () => toast('Called back. It was not sent') })}
        >
          Don’t send
        </Button>
      </Group>
    );
  if (entry.status !== 'uncertain') return null;
  const settle = (outcome: 'sent' | 'notSent', told: string) => resolve.mutate({ messageId, outcome }, { onSuccess: () => toast(told) });
  return (
    <Group gap={6} mt={8}>
      <Button size="compact-xs" variant="default" loading={resolve.isPending} onClick={() => settle('sent', 'Marked as sent')}>
        It was sent
      </Button>
      <Button size="compact-xs" variant="default" loading={resolve.isPending} onClick={() => settle('notSent', 'Sending it again')}>
        Send again
      </Button>
    </Group>
  );
}
