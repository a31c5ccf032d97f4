import { Popover, UnstyledButton } from '@mantine/core';
import { filesOf } from '@rapport/common';
import { useState } from 'react';
import { formatExact } from '../../shared/format/format';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { entryText } from './entryContent';
import { FileChips } from './NoteFiles';
import classes from './Timeline.module.css';
import { useVersions, type TimelineEntry } from './timelineQueries';

/** “Edited”, which opens what the entry said before. */
export function EntryVersions({ entry }: { entry: TimelineEntry }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} width={340} position="bottom-end" shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={classes.edited} aria-label="Edited: show earlier versions" onClick={() => setOpen(!isOpen)}>
          Edited
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label="Earlier versions">{isOpen && <Versions entry={entry} />}</Popover.Dropdown>
    </Popover>
  );
}

function Versions({ entry }: { entry: TimelineEntry }) {
  const workspaceId = useWorkspaceId();
  const versions = useVersions(workspaceId, entry);
  if (versions.isPending) return <LinesSkeleton lines={3} />;
  if (versions.isError) return <ErrorState error={versions.error} onRetry={() => void versions.refetch()} />;
  return (
    <ol className={classes.versions} tabIndex={0} aria-label="Earlier versions">
      {versions.data.map(({ id, content, replacedAt, replacedByName }) => (
        <li key={id}>
          <div className={classes.edited}>
            Until {formatExact(replacedAt)}
            {replacedByName && `, changed by ${replacedByName}`}
          </div>
          <p className={classes.text} dir="auto">
            {entryText({ type: entry.type, title: '', content }) ?? 'No text'}
          </p>
          <FileChips workspaceId={workspaceId} contactId={entry.contactId} files={filesOf(content)} />
        </li>
      ))}
    </ol>
  );
}
