import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { useUnsavedWarning } from '../../shared/form/useUnsavedWarning';
import { Status } from '../../shared/ui/Status';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCall, useCancelCall, useSaveCallNote, type PhoneCall } from './callQueries';
import { callHint, isCancellable } from './callWords';

interface CallNowProps {
  name: string;
  /** As it was when it was made. */
  call: PhoneCall;
  onAgain: () => void;
  onClose: () => void;
}

/** A call under way, and the note on what was said. */
export function CallNow({ name, call: made, onAgain, onClose }: CallNowProps) {
  const workspaceId = useWorkspaceId();
  const { data: call } = useCall(workspaceId, made);
  const cancel = useCancelCall(workspaceId, made.contactId);
  const save = useSaveCallNote(workspaceId, made.contactId);
  const [notes, setNotes] = useState('');
  const isDirty = notes.trim() !== '';
  useUnsavedWarning(isDirty && !save.isPending);
  const saveNote = () => {
    if (!isDirty || save.isPending) return;
    save.mutate(
      { callId: call.id, notes: notes.trim() },
      {
        onSuccess: () => {
          toast('Note saved on the timeline');
          if (call.isOver) onAgain();
          onClose();
        },
      },
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saveNote();
      }}
    >
      <Stack gap="md">
        <div role="status">
          <Status kind="call" value={call.state} />
          <Text size="sm" mt={4}>
            {callHint(call, name)}
          </Text>
        </div>
        <Text size="sm" c="dimmed" className="rp-num">
          {call.ownPhone} → {call.to}
        </Text>
        <Textarea
          label="Note"
          description="What was said. It is kept on the timeline."
          autosize
          minRows={3}
          maxRows={10}
          maxLength={10_000}
          dir="auto"
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            saveNote();
          }}
        />
        <FormProblem problem={cancel.error ? messageOf(cancel.error) : save.error ? messageOf(save.error) : null} />
        <Group justify="flex-end" gap="sm">
          {isCancellable(call.state) && (
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(call.id)}>
              Cancel call
            </Button>
          )}
          {call.isOver && (
            <Button variant="default" onClick={onAgain}>
              Call again
            </Button>
          )}
          <Button type="submit" loading={save.isPending} disabled={!isDirty}>
            Save note
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
