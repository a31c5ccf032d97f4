import { Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { ProgressBar } from '../../shared/ui/ProgressBar';
import { type Bulk, useBulk } from './bulkQueries';

interface BulkProgressProps {
  workspaceId: string;
  bulkId: string;
  doing: string;
  isUndo: boolean;
  onEnd: (bulk: Bulk) => void;
  onCancel: () => void;
}

/** How far a bulk action is, in a toast. */
export function BulkProgress({ workspaceId, bulkId, doing, isUndo, onEnd, onCancel }: BulkProgressProps) {
  const { data: bulk } = useBulk(workspaceId, bulkId);
  const [isCancelling, setCancelling] = useState(false);
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    if (bulk?.isFinished) end(bulk);
  }, [bulk]);
  const cancel = () => {
    setCancelling(true);
    onCancel();
  };
  const progress = isUndo ? bulk?.undo : bulk;
  const isWaiting = bulk?.status === 'waiting';
  return (
    <Stack gap="xs" role="status">
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text inherit>{isWaiting ? `${doing}: waiting for another action` : doing}</Text>
        <Button variant="default" size="xs" onClick={cancel} loading={isCancelling}>
          Cancel
        </Button>
      </Group>
      <ProgressBar label={doing} done={progress?.processed ?? 0} total={progress?.total ?? null} unit="contacts" />
    </Stack>
  );
}
