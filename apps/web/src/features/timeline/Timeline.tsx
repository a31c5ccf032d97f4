import { Chip, Group, Select, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from '../../shared/ui/EmptyState';
import { PagedList } from '../../shared/ui/PagedList';
import { SearchInput } from '../../shared/ui/SearchInput';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { Composer } from './Composer';
import { EntryDialog } from './EntryDialog';
import { groupByDay } from './entryContent';
import type { Member } from './MentionList';
import { SentMessageDrawer } from './SentMessageDrawer';
import classes from './Timeline.module.css';
import { TimelineItem } from './TimelineItem';
import { useTimeline, type EntryType, type TimelineEntry } from './timelineQueries';

const TYPES: readonly { value: EntryType; label: string; nothing: string }[] = [
  { value: 'email', label: 'Emails', nothing: 'No email has been sent to this person yet' },
  { value: 'note', label: 'Notes', nothing: 'No notes yet' },
  { value: 'call', label: 'Calls', nothing: 'No calls yet' },
  { value: 'text', label: 'Texts', nothing: 'No text messages yet' },
  { value: 'stage_change', label: 'Stages', nothing: 'The stage has not changed yet' },
  { value: 'ai', label: 'AI', nothing: 'AI has not been asked about this person yet' },
  { value: 'system', label: 'Changes', nothing: 'No changes yet' },
];

interface TimelineProps {
  contactId: string;
  members: readonly Member[];
  /** What the tab Reminder of the composer shows. */
  reminder: ReactNode;
  /** What can be done about an entry, beside its time. */
  entryAction?: (entry: TimelineEntry) => ReactNode;
  /** What a person is asked about an entry, below its text. */
  entryFoot?: (entry: TimelineEntry) => ReactNode;
}

/** Everything that happened with one contact, newest first. The filters and the opened message are in the URL. */
export function Timeline({ contactId, members, reminder, entryAction, entryFoot }: TimelineProps) {
  const workspaceId = useWorkspaceId();
  const mayWrite = useMay('author');
  const [url, setUrl] = useUrlState({ type: '', q: '', by: '', message: '', entry: '' });
  const shown = TYPES.filter(({ value }) => url.type.split(',').includes(value));
  const timeline = useTimeline(workspaceId, contactId, { types: shown.map(({ value }) => value), search: url.q, userId: url.by });
  const isFiltered = shown.length > 0 || url.q !== '' || url.by !== '';
  return (
    <section aria-label="Timeline">
      <Stack gap="lg">
        {mayWrite && <Composer key={contactId} contactId={contactId} members={members} reminder={reminder} />}
        <Stack gap="sm">
          <div className={classes.find}>
            <SearchInput value={url.q} onChange={(q) => setUrl({ q })} placeholder="Search timeline" />
            {members.length > 1 && (
              <Select
                aria-label="By"
                placeholder="Anyone"
                clearable
                searchable
                w={170}
                data={members.map(({ userId, name }) => ({ value: userId, label: name }))}
                value={url.by || null}
                onChange={(by) => setUrl({ by })}
              />
            )}
          </div>
          <Chip.Group multiple value={shown.map(({ value }) => value)} onChange={(values) => setUrl({ type: values.join(',') })}>
            <Group gap={6} role="group" aria-label="Show">
              {TYPES.map(({ value, label }) => (
                <Chip key={value} value={value} size="xs" variant="light">
                  {label}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Stack>
        <PagedList
          source={timeline}
          more="Show older"
          loadsByScrolling
          lines={8}
          empty={
            <EmptyState
              picture="timeline"
              title={emptyTitle(shown, url.q, url.by)}
              text={isFiltered ? undefined : 'Messages, notes and changes appear here, newest first.'}
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
                      foot={entryFoot?.(item)}
                      onOpenMessage={(message) => setUrl({ message }, { push: true })}
                    />
                  ))}
                </ol>
              </section>
            ))
          }
        </PagedList>
      </Stack>
      <EntryDialog
        contactId={contactId}
        entryId={url.entry || null}
        onClose={() => setUrl({ entry: null })}
        onOpenMessage={(message) => setUrl({ entry: null, message })}
      />
      <SentMessageDrawer messageId={url.message || null} onClose={() => setUrl({ message: null })} />
    </section>
  );
}

function emptyTitle(shown: readonly (typeof TYPES)[number][], search: string, by: string): string {
  if (search !== '') return `No entries with “${search}”`;
  const [only] = shown;
  if (by === '' && shown.length === 1 && only) return only.nothing;
  return shown.length > 0 || by !== '' ? 'No entries match these filters' : 'Nothing has happened yet';
}
