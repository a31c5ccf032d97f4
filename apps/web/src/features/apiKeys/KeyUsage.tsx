import { Anchor, Text, Title } from '@mantine/core';
import { apiUrl } from '../../shared/basePath';
import { CopyTextButton } from '../../shared/ui/CopyTextButton';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './ApiKeys.module.css';

/** How a program uses a key, ready to paste. */
export function KeyUsage() {
  const workspaceId = useWorkspaceId();
  const command = [
    `curl ${window.location.origin}${apiUrl(`/api/v1/workspaces/${workspaceId}/contacts`)} \\`,
    `  -H "Authorization: Bearer $RAPPORT_API_KEY"`,
  ].join('\n');
  return (
    <section aria-label="Using a key" className={classes.usage}>
      <Title order={3} size="h4">
        Using a key
      </Title>
      <Text c="dimmed">
        Send it as a bearer token, never in the address. The id of this workspace is part of every path. All operations are in the{' '}
        <Anchor href={apiUrl('/api/docs')} target="_blank">
          API reference
        </Anchor>
        .
      </Text>
      <pre className={classes.command} tabIndex={0} aria-label="Example with curl">
        {command}
      </pre>
      <div>
        <CopyTextButton value={command} label="Copy command" />
      </div>
    </section>
  );
}
