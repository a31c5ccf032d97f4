import { Button, Chip, Group, Select, Text, Textarea, TextInput } from '@mantine/core';
import { wallTimeOf } from '@rapport/common';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { useDraft } from '../../shared/form/useDraft';
import { shownTimeZone } from '../../shared/format/format';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import classes from './Reminders.module.css';
import { useCreateReminder } from './reminderQueries';
import { instantOf, timeChoices } from '../../shared/format/timeChoices';

export interface Assignee {
  readonly userId: string;
  readonly name: string;
}

/** What to do, when, and who. What was typed survives a reload. */
export function ReminderForm({ contactId, assignees }: { contactId: string; assignees: readonly Assignee[] }) {
  const { workspace, user } = useWorkspaceScope();
  const create = useCreateReminder(workspace.id);
  const timeZone = shownTimeZone();
  const choices = timeChoices(new Date(), timeZone);
  const blank = { text: '', at: choices[0]?.wallTime ?? '', assigneeId: user.id };
  const [draft, change, clear] = useDraft(`rapport-reminder-${user.id}-${contactId}`, blank);
  const text = draft.text.trim();
  const save = () => {
    if (text === '' || draft.at === '' || create.isPending) return;
    const body = { contactId, text, dueAt: instantOf(draft.at, timeZone), timeZone, assigneeId: draft.assigneeId };
    create.mutate(body, {
      onSuccess: () => {
        clear();
        toast('Reminder set');
      },
    });
  };
  const errorOf = (field: string) => (isApiError(create.error) && create.error.fields?.find((one) => one.field === field)?.message) || null;
  const isOnField = ['text', 'dueAt', 'assigneeId'].some((field) => errorOf(field) !== null);
  return (
    <form
      className={classes.form}
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
      <Textarea
        label="Remind me to"
        placeholder="Call back about the offer"
        autosize
        minRows={1}
        maxRows={6}
        maxLength={500}
        dir="auto"
        value={draft.text}
        error={errorOf('text')}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <Chip.Group value={draft.at} onChange={(at) => change({ at })}>
        <Group gap={6} role="group" aria-label="Time">
          {choices.map(({ label, wallTime }) => (
            <Chip key={label} value={wallTime} size="xs" variant="light">
              {label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <div className={classes.formRow}>
        <TextInput
          label="Due"
          type="datetime-local"
          min={wallTimeOf(new Date(), timeZone)}
          value={draft.at}
          error={errorOf('dueAt')}
          onChange={(event) => change({ at: event.currentTarget.value })}
        />
        <Select
          label="For"
          allowDeselect={false}
          data={assignees.map(({ userId, name }) => ({ value: userId, label: userId === user.id ? `${name} (you)` : name }))}
          value={draft.assigneeId}
          error={errorOf('assigneeId')}
          onChange={(assigneeId) => assigneeId && change({ assigneeId })}
        />
      </div>
      {create.error && !isOnField && (
        <Text size="sm" c="var(--rp-negative)" role="alert">
          {messageOf(create.error)}
        </Text>
      )}
      <Button type="submit" size="xs" loading={create.isPending} disabled={text === '' || draft.at === ''} className={classes.send}>
        Set reminder
      </Button>
    </form>
  );
}
