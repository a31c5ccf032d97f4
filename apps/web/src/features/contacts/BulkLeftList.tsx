import { Anchor, List, Stack, Text } from '@mantine/core';
import { plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useBulkLeft } from './bulkQueries';

interface BulkLeftListProps {
  workspaceId: string;
  bulkId: string;
  phase: 'do' | 'undo';
  total: number;
}

/** Who was left as they are by an action or by its undo, and why. Dialogs are outside the router, so these are plain links. */
export function BulkLeftList({ workspaceId, bulkId, phase, total }: BulkLeftListProps) {
  const left = useBulkLeft(workspaceId, bulkId, phase);
  if (left.isError) return <ErrorState error={left.error} onRetry={() => void left.refetch()} />;
  if (left.isPending) return <LinesSkeleton lines={4} />;
  const more = total - left.data.items.length;
  return (
    <Stack gap="md">
      <List listStyleType="none" spacing="sm">
        {left.data.items.map(({ contactId, displayName, message, existingContactId }) => (
          <List.Item key={contactId}>
            {displayName === null ? (
              <Text inherit c="dimmed">
                Removed contact
              </Text>
            ) : (
              <Anchor href={paths.contact(workspaceId, contactId)} dir="auto" fw={500}>
                {displayName}
              </Anchor>
            )}
            <Text size="sm" c="dimmed">
              {message} {existingContactId && <Anchor href={paths.contact(workspaceId, existingContactId)}>Open the other contact</Anchor>}
            </Text>
          </List.Item>
        ))}
      </List>
      {more > 0 && <Text c="dimmed">{`And ${plural(more, 'more contact')}.`}</Text>}
    </Stack>
  );
}
