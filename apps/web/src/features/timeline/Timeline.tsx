import { ScrollArea, SegmentedControl, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedList } from '../../shared/ui/PagedList';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { groupByDay } from './entryContent';
import { NoteComposer } from './NoteComposer';
import { SentMessageDrawer } from './SentMessageDrawer';
import classes from './Timeline.module.css';
import { TimelineItem } from './TimelineItem';
import { useTimeline, type EntryType, type TimelineEntry } from './timelineQueries';

const TYPES: readonly { value: EntryType | 'all'; label: string; nothing: string }[] = [
  { value: 'all', label: 'All', nothing: 'Nothing has happened yet' },
  { value: 'email', label: 'Emails', nothing: 'No email has been sent to this person yet' },
  { value: 'note', label: 'Notes', nothing: 'No notes yet' },
  { value: 'stage_change', label: 'Stages', nothing: 'The stage has not changed yet' },
  { value: 'text', label: 'Texts', nothing: 'No text messages yet' },
  { value: 'call', label: 'Calls', nothing: 'No calls yet' },
  { value: 'system', label: 'Changes', nothing: 'No changes yet' },
];

/** Everything that happened with one contact, newest first. The filter and the opened message stand in the URL. */
export function Timeline({ contactId, entryAction }: { contactId: string; entryAction?: (entry: TimelineEntry) => ReactNode }) {
  const workspaceId = useWorkspaceId();
  const mayWrite = useMay('author');
  const [url, setUrl] = useUrlState({ type: 'all', message: '' });
  const type = TYPES.find(({ value }) => value === url.type) ?? TYPES[0];
  const timeline = useTimeline(workspaceId, contactId, type?.value === 'all' ? null : (type?.value ?? null));
  return (
    <section aria-label="Timeline">
      <Stack gap="lg">
        {mayWrite && <NoteComposer contactId={contactId} />}
        <ScrollArea type="never">
          <SegmentedControl
            aria-label="Show"
            value={type?.value ?? 'all'}
            onChange={(value) => setUrl({ type: value })}
            data={TYPES.map(({ value, label }) => ({ value, label }))}
          />
        </ScrollArea>
        <PagedList
          source={timeline}
          more="Show older"
          loadsByScrolling
          lines={8}
          empty={
            <EmptyState
              picture="timeline"
              title={type?.nothing ?? ''}
              text={type?.value === 'all' ? 'Messages, notes and changes appear here, newest first.' : undefined}
            />
          }
        >
          {(entries) =>
            groupByDay(entries, new Date()).map((group) => (
              <section key={group.day} aria-label={group.day}>
                <h2 className={classes.day}>{group.day}</h2>
                <ol className={classes.entries}>
                  {group.entries.map((item) => (
                    <TimelineItem
                      key={item.id}
                      entry={item}
                      action={entryAction?.(item)}
                      onOpenMessage={(message) => setUrl({ message }, { push: true })}
                    />
                  ))}
                </ol>
              </section>
            ))
          }
        </PagedList>
      </Stack>
      <SentMessageDrawer messageId={url.message || null} onClose={() => setUrl({ message: null })} />
    </section>
  );
}
