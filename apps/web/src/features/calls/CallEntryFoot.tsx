import { Button, Group } from '@mantine/core';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCancelCall } from './callQueries';
import { isCancellable } from './callWords';

interface CallEntry {
  readonly id: string;
  readonly contactId: string;
  readonly type: string;
  readonly status: string | null;
}

/** On the timeline: a call that rings can be cancelled there too, also after the page was loaded again. */
export function CallEntryFoot({ entry }: { entry: CallEntry }) {
  const mayCall = useMay('author');
  const cancel = useCancelCall(useWorkspaceId(), entry.contactId);
  if (!mayCall || entry.type !== 'call' || !isCancellable(entry.status)) return null;
  return (
    <Group mt={8}>
      <Button size="compact-xs" variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(entry.id)}>
        Cancel call
      </Button>
    </Group>
  );
}
