import { Text } from '@mantine/core';
import { ErrorState } from '../../../shared/ui/ErrorState';
import { RenewList } from '../../../shared/ui/RenewList';
import { LinesSkeleton } from '../../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import { type Snippet, useRenewTemplate, useSnippetUses } from './snippetQueries';
import classes from './Snippets.module.css';

/** The templates that hold a snippet; those with an older version can take the newest, after one has looked at the list. */
export function SnippetUses({ snippet }: { snippet: Pick<Snippet, 'id' | 'version'> }) {
  const workspaceId = useWorkspaceId();
  const uses = useSnippetUses(workspaceId, snippet.id);
  const renew = useRenewTemplate(workspaceId);
  return (
    <section aria-labelledby="snippet-uses">
      <h2 id="snippet-uses" className={classes.heading}>
        Used by
      </h2>
      {uses.isPending ? (
        <LinesSkeleton lines={2} />
      ) : !uses.data ? (
        <ErrorState error={uses.error} onRetry={() => void uses.refetch()} />
      ) : uses.data.length === 0 ? (
        <Text c="var(--rp-text-3)">No template holds it.</Text>
      ) : (
        <RenewList
          key={snippet.version}
          templates={uses.data.map((use) => ({ ...use, note: use.isNewest ? 'Newest version' : `Version ${use.snippetVersion}` }))}
          onRenew={(template) => renew.mutateAsync({ template, snippetId: snippet.id })}
        />
      )}
    </section>
  );
}
