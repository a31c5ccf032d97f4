import { Modal } from '@mantine/core';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Timeline.module.css';
import { TimelineItem } from './TimelineItem';
import { useWholeTimelineEntry } from './timelineQueries';

interface EntryDialogProps {
  contactId: string;
  /** Null: closed. */
  entryId: string | null;
  onClose: () => void;
  onOpenMessage: (messageId: string) => void;
}

/** One entry by itself, however far back it is. */
export function EntryDialog({ contactId, entryId, onClose, onOpenMessage }: EntryDialogProps) {
  const entry = useWholeTimelineEntry(useWorkspaceId(), { id: entryId ?? '', contactId }, entryId !== null);
  return (
    <Modal opened={entryId !== null} onClose={onClose} title="Entry of the timeline" size="lg">
      {entry.data ? (
        <ol className={classes.entries}>
          <TimelineItem entry={entry.data} onOpenMessage={onOpenMessage} />
        </ol>
      ) : entry.isError ? (
        <ErrorState error={entry.error} onRetry={() => void entry.refetch()} />
      ) : (
        <LinesSkeleton lines={4} />
      )}
    </Modal>
  );
}
