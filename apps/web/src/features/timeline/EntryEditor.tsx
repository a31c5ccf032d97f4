import { Button, Group, Textarea } from '@mantine/core';
import { filesOf } from '@rapport/common';
import { useState } from 'react';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { useUnsavedWarning } from '../../shared/form/useUnsavedWarning';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ENTRY_WORDS, textKey } from './entryContent';
import { AttachButton, FileChips, useNoteFiles } from './NoteFiles';
import { useEditEntry, useWholeTimelineEntry, type TimelineEntry } from './timelineQueries';

/** Edits the text of an entry where it is. Ctrl+Enter saves, Escape cancels. */
export function EntryEditor({ entry, onClose }: { entry: TimelineEntry; onClose: () => void }) {
  const whole = useWholeTimelineEntry(useWorkspaceId(), entry, entry.isShortened);
  if (entry.isShortened && !whole.data) return <LinesSkeleton lines={3} />;
  return <LoadedEditor entry={whole.data ?? entry} onClose={onClose} />;
}

function LoadedEditor({ entry, onClose }: { entry: TimelineEntry; onClose: () => void }) {
  const key = textKey(entry.type);
  const stored = entry.content[key];
  const before = typeof stored === 'string' ? stored : '';
  const [text, setText] = useState(before);
  const workspaceId = useWorkspaceId();
  const edit = useEditEntry(workspaceId, entry);
  const storedFiles = filesOf(entry.content);
  const [files, setFiles] = useState(storedFiles);
  const { add, waiting, error: uploadError } = useNoteFiles(workspaceId, entry.contactId, setFiles);
  const idsOf = (some: typeof files) => some.map(({ id }) => id);
  const hasOtherFiles = idsOf(files).join() !== idsOf(storedFiles).join();
  const isDirty = text.trim() !== before.trim() || hasOtherFiles;
  useUnsavedWarning(isDirty && !edit.isPending);
  const save = () => {
    if (!isDirty) onClose();
    else if (!edit.isPending && waiting.length === 0)
      edit.mutate({ [key]: text.trim(), ...(hasOtherFiles ? { fileIds: idsOf(files) } : {}) }, { onSuccess: onClose });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        aria-label={`Edit ${ENTRY_WORDS[entry.type]}`}
        autosize
        minRows={2}
        maxRows={16}
        mt={6}
        dir="auto"
        data-autofocus
        autoFocus
        value={text}
        error={edit.error ? ((isApiError(edit.error) ? edit.error.fields?.[0]?.message : undefined) ?? messageOf(edit.error)) : null}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          else return;
          event.preventDefault();
        }}
      />
      {entry.type === 'note' && (
        <FileChips
          workspaceId={workspaceId}
          contactId={entry.contactId}
          files={files}
          waiting={waiting}
          error={uploadError}
          onRemove={(id) => setFiles(files.filter((file) => file.id !== id))}
        />
      )}
      <Group gap="xs" mt={8} justify="flex-end">
        {entry.type === 'note' && <AttachButton onChoose={(chosen) => void add(chosen, files.length + waiting.length)} />}
        <Button variant="default" size="xs" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" size="xs" loading={edit.isPending} disabled={waiting.length > 0}>
          Save
        </Button>
      </Group>
    </form>
  );
}
