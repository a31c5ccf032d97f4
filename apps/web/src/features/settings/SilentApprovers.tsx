import { Text } from '@mantine/core';
import { useSilentApprovers } from './settingsQueries';

/** Who has to be told of a request by someone, because no mail tells them. */
export function SilentApprovers({ workspaceId }: { workspaceId: string }) {
  const { data = [] } = useSilentApprovers(workspaceId);
  if (data.length === 0) return null;
  const names = new Intl.ListFormat('en').format(data.map(({ name }) => name));
  return (
    <Text size="sm" c="dimmed">
      {names} can approve campaigns, but {data.length === 1 ? 'gets' : 'get'} no email when approval is requested. Each member changes this
      in their own preferences.
    </Text>
  );
}
