import { Button, Kbd, Tabs, Text, TextInput } from '@mantine/core';
import { wallTimeOf } from '@rapport/common';
import { IconBell, IconMail, IconMessage, IconNote, IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { useDraft } from '../../shared/form/useDraft';
import { shownTimeZone } from '../../shared/format/format';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import { BLANK_DRAFT, entryOf, sentDraft, type ComposerDraft, type EntryTab } from './composerDraft';
import { CallFields, EmailFields, TextFields } from './ComposerFields';
import type { Member } from './MentionList';
import { AttachButton, FileChips, useNoteFiles } from './NoteFiles';
import { NoteText } from './NoteText';
import classes from './Timeline.module.css';
import { useLogEntry } from './timelineQueries';

const TABS = [
  { value: 'note', label: 'Note', Icon: IconNote },
  { value: 'email', label: 'Email', Icon: IconMail },
  { value: 'text', label: 'Text', Icon: IconMessage },
  { value: 'call', label: 'Call', Icon: IconPhone },
  { value: 'reminder', label: 'Reminder', Icon: IconBell },
] as const;

const ADD: Record<EntryTab, string> = { note: 'Add note', email: 'Log email', text: 'Log text', call: 'Log call' };

interface ComposerProps {
  contactId: string;
  members: readonly Member[];
  /** What the tab Reminder shows. */
  reminder: ReactNode;
}

/** What members write on a timeline. It logs; it sends nothing. What was typed survives a refusal and a reload. */
export function Composer({ contactId, members, reminder }: ComposerProps) {
  const { workspace, user } = useWorkspaceScope();
  const log = useLogEntry(workspace.id, contactId);
  const [draft, change] = useDraft<ComposerDraft>(`rapport-draft-${user.id}-${contactId}`, BLANK_DRAFT);
  const files = useNoteFiles(workspace.id, contactId, (next) => change(({ files }) => ({ files: next(files) })));
  const attach = (chosen: readonly File[]) => void files.add(chosen, draft.files.length + files.waiting.length);
  const entry = files.waiting.length > 0 ? null : entryOf(draft);
  const save = () => {
    if (entry && !log.isPending) log.mutate(entry, { onSuccess: () => change(sentDraft(draft)) });
  };
  const errorOf = (field: string) => (isApiError(log.error) && log.error.fields?.find((one) => one.field === field)?.message) || null;
  const others = ['text', 'subject', 'body', 'message', 'duration', 'notes', 'at', 'fileIds'].every((field) => errorOf(field) === null);
  const fields = { draft, onChange: change, errorOf };
  const { tab } = draft;
  return (
    <div className={classes.composer}>
      <Tabs
        value={tab}
        onChange={(value) => {
          log.reset();
          change({ tab: TABS.find((one) => one.value === value)?.value ?? 'note' });
        }}
        keepMounted={false}
      >
        <Tabs.List aria-label="Write on the timeline" className={classes.composerTabs}>
          {TABS.map(({ value, label, Icon }) => (
            <Tabs.Tab key={value} value={value} leftSection={<Icon size={15} stroke={1.7} aria-hidden />}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="reminder">{reminder}</Tabs.Panel>
        {tab !== 'reminder' && (
          <Tabs.Panel value={tab}>
            <form
              onPaste={(event) => {
                if (tab !== 'note' || event.clipboardData.files.length === 0) return;
                event.preventDefault();
                attach([...event.clipboardData.files]);
              }}
              onDragOver={(event) => tab === 'note' && event.dataTransfer.types.includes('Files') && event.preventDefault()}
              onDrop={(event) => {
                if (tab !== 'note' || event.dataTransfer.files.length === 0) return;
                event.preventDefault();
                attach([...event.dataTransfer.files]);
              }}
              onSubmit={(event) => {
                event.preventDefault();
                save();
              }}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
                event.preventDefault();
                save();
              }}
            >
              {tab === 'note' && (
                <>
                  <div className={classes.noteLine}>
                    <NoteText draft={draft} members={members} onChange={change} error={errorOf('text')} />
                    <AttachButton onChoose={attach} />
                  </div>
                  <div className={classes.noteFiles}>
                    <FileChips
                      workspaceId={workspace.id}
                      contactId={contactId}
                      files={draft.files}
                      waiting={files.waiting}
                      error={files.error ?? errorOf('fileIds')}
                      onRemove={(id) => change({ files: draft.files.filter((file) => file.id !== id) })}
                    />
                  </div>
                </>
              )}
              {tab === 'email' && <EmailFields {...fields} />}
              {tab === 'text' && <TextFields {...fields} />}
              {tab === 'call' && <CallFields {...fields} />}
              {log.error && others && (
                <Text size="sm" c="var(--rp-negative)" role="alert" px={14} pb={6}>
                  {messageOf(log.error)}
                </Text>
              )}
              {(entry || tab !== 'note') && (
                <div className={classes.composerFoot}>
                  <TextInput
                    type="datetime-local"
                    size="xs"
                    aria-label="When it happened"
                    title="Date and time. Leave empty for now"
                    max={wallTimeOf(new Date(), shownTimeZone())}
                    value={draft.at}
                    error={errorOf('at')}
                    onChange={(event) => change({ at: event.currentTarget.value })}
                  />
                  <Text size="xs" c="dimmed" visibleFrom="sm" ml="auto">
                    <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd>
                  </Text>
                  <Button type="submit" size="xs" loading={log.isPending} disabled={!entry}>
                    {ADD[tab]}
                  </Button>
                </div>
              )}
            </form>
          </Tabs.Panel>
        )}
      </Tabs>
    </div>
  );
}
