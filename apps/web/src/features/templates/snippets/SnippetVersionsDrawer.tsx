import { Button, Drawer } from '@mantine/core';
import { act } from '../../../shared/ui/act';
import { ErrorState } from '../../../shared/ui/ErrorState';
import { RelativeTime } from '../../../shared/ui/RelativeTime';
import { LinesSkeleton } from '../../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import { readSnippetVersion, type Snippet, type SnippetDraft, snippetDraftOf, useSnippetVersions } from './snippetQueries';
import classes from './Snippets.module.css';

interface SnippetVersionsDrawerProps {
  snippet: Snippet;
  current: number;
  isOpen: boolean;
  onClose: () => void;
  /** Puts an old text into the editor; null for people who may only read. */
  onTake: ((draft: SnippetDraft, version: number) => void) | null;
}

/** Every save is a version that stays: templates keep the one that they hold. */
export function SnippetVersionsDrawer({ isOpen, onClose, ...list }: SnippetVersionsDrawerProps) {
  return (
    <Drawer opened={isOpen} onClose={onClose} position="right" title="Versions" closeButtonProps={{ 'aria-label': 'Close versions' }}>
      {isOpen && <VersionList {...list} />}
    </Drawer>
  );
}

function VersionList({ snippet, current, onTake }: Omit<SnippetVersionsDrawerProps, 'isOpen' | 'onClose'>) {
  const workspaceId = useWorkspaceId();
  const versions = useSnippetVersions(workspaceId, snippet.id);
  if (versions.isPending) return <LinesSkeleton lines={6} />;
  if (!versions.data) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  const edit = (versionId: string, number: number) =>
    act(async () => {
      const version = await readSnippetVersion(workspaceId, snippet.id, versionId);
      onTake?.(snippetDraftOf({ ...version, kind: snippet.kind }), number);
    });
  return (
    <ul className={classes.uses}>
      {versions.data.map(({ id, version, name, createdAt, createdByName }) => (
        <li key={id} className={classes.use}>
          <span className={classes.useText}>
            Version {version}
            <span className={classes.meta}>
              {version === current ? 'Newest' : <RelativeTime iso={createdAt} />}
              {createdByName && ` · ${createdByName}`}
              {name !== snippet.name && ` · ${name}`}
            </span>
          </span>
          {onTake && version !== current && (
            <Button variant="default" size="compact-sm" onClick={() => void edit(id, version)} aria-label={`Edit version ${version}`}>
              Edit
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
