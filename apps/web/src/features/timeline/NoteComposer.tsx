import { Button, Kbd, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { useUnsavedWarning } from '../../shared/form/useUnsavedWarning';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Timeline.module.css';
import { useAddNote } from './timelineQueries';

/** One line until it is used. What was typed survives a refusal. */
export function NoteComposer({ contactId }: { contactId: string }) {
  const add = useAddNote(useWorkspaceId(), contactId);
  const [text, setText] = useState('');
  const isEmpty = text.trim() === '';
  useUnsavedWarning(!isEmpty && !add.isPending);
  const save = () => {
    if (!isEmpty && !add.isPending) add.mutate(text.trim(), { onSuccess: () => setText('') });
  };
  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        aria-label="Write a note"
        placeholder="Write a note…"
        minRows={1}
        maxRows={12}
        dir="auto"
        variant="unstyled"
        classNames={{ input: classes.composerInput }}
        value={text}
        error={add.error ? ((isApiError(add.error) ? add.error.fields?.[0]?.message : undefined) ?? messageOf(add.error)) : null}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          save();
        }}
      />
      {!isEmpty && (
        <div className={classes.composerFoot}>
          <Text size="xs" c="dimmed" visibleFrom="sm">
            <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> saves
          </Text>
          <Button type="submit" size="xs" loading={add.isPending} ml="auto">
            Add note
          </Button>
        </div>
      )}
    </form>
  );
}
