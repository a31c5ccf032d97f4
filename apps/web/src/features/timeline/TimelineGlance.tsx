import { Button, Text, Textarea } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { messageOf } from '../../shared/api/apiError';
import { useDraft } from '../../shared/form/useDraft';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import { BLANK_DRAFT, entryOf, sentDraft, type ComposerDraft } from './composerDraft';
import classes from './TimelineGlance.module.css';
import timelineClasses from './Timeline.module.css';
import { TimelineItem } from './TimelineItem';
import { useLatestEntries, useLogEntry } from './timelineQueries';

/** The last entries of a timeline, and a note to add to it. */
export function TimelineGlance({ contactId, isReadOnly }: { contactId: string; isReadOnly: boolean }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const latest = useLatestEntries(workspaceId, contactId);
  return (
    <section aria-label="Latest activity" className={classes.root}>
      {!isReadOnly && <QuickNote key={contactId} contactId={contactId} />}
      {latest.isError ? (
        <ErrorState error={latest.error} onRetry={() => void latest.refetch()} />
      ) : !latest.data ? (
        <LinesSkeleton lines={4} />
      ) : latest.data.items.length === 0 ? (
        <Text c="dimmed">Nothing has happened yet.</Text>
      ) : (
        <ol className={timelineClasses.entries}>
          {latest.data.items.map((entry) => (
            <TimelineItem
              key={entry.id}
              entry={entry}
              onOpenMessage={(message) => void navigate(`${paths.contact(workspaceId, contactId)}?message=${message}`)}
            />
          ))}
        </ol>
      )}
      {latest.data?.nextCursor && (
        <Link to={`${paths.contact(workspaceId, contactId)}`} className={classes.all}>
          Show the whole timeline
        </Link>
      )}
    </section>
  );
}

/** The note that the composer of the contact’s page goes on with: one draft, wherever it is typed. */
function QuickNote({ contactId }: { contactId: string }) {
  const { workspace, user } = useWorkspaceScope();
  const log = useLogEntry(workspace.id, contactId);
  const [draft, change] = useDraft<ComposerDraft>(`rapport-draft-${user.id}-${contactId}`, BLANK_DRAFT);
  const note: ComposerDraft = { ...draft, tab: 'note' };
  const entry = entryOf(note);
  const save = () => {
    if (!entry || log.isPending) return;
    log.mutate(entry, {
      onSuccess: () => {
        change(sentDraft(note));
        toast('Note added');
      },
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    save();
  };
  return (
    <div className={classes.note}>
      <Textarea
        aria-label="Quick note"
        placeholder="Write a note…"
        autosize
        minRows={1}
        maxRows={8}
        dir="auto"
        value={draft.note}
        error={log.error ? messageOf(log.error) : null}
        onChange={(event) => change({ note: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      {entry && (
        <Button size="xs" onClick={save} loading={log.isPending} style={{ alignSelf: 'flex-end' }}>
          Add note
        </Button>
      )}
    </div>
  );
}
