import { ActionIcon, Checkbox, Menu, Tooltip } from '@mantine/core';
import { IconAlarm, IconDots, IconTrash, IconUser } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatExact, shownTimeZone } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { actWithUndo } from '../../shared/ui/act';
import { useMay, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import type { Assignee } from './ReminderForm';
import classes from './Reminders.module.css';
import { useReminderActs, type Reminder } from './reminderQueries';
import { instantOf, timeChoices } from '../../shared/format/timeChoices';

interface ReminderRowProps {
  reminder: Reminder;
  /** On Home each row says whom it is about. */
  showsContact?: boolean;
  /** Whom it can be given to. */
  assignees?: readonly Assignee[];
}

/** One reminder with what one does about it: done, later, someone else, away. Each can be undone. */
export function ReminderRow({ reminder, showsContact = false, assignees = [] }: ReminderRowProps) {
  const { workspace, user } = useWorkspaceScope();
  const mayAct = useMay('author');
  const { finish, reopen } = useReminderActs(workspace.id);
  const { id, text, dueAt, contactId, contactName, assigneeId, assigneeName } = reminder;
  const isDue = Date.parse(dueAt) <= Date.now();
  const onDone = () => actWithUndo({ act: () => finish.mutateAsync(id), done: 'Reminder done', undo: () => reopen.mutateAsync(id) });
  return (
    <li className={classes.row}>
      {mayAct && <Checkbox aria-label={`Done: ${text}`} checked={false} disabled={finish.isPending} onChange={() => void onDone()} />}
      <div className={classes.what}>
        <span className={classes.text} dir="auto">
          {text}
        </span>
        <span className={classes.facts}>
          <time dateTime={dueAt} className={isDue ? classes.due : undefined}>
            {formatExact(dueAt)}
          </time>
          {showsContact && (
            <Link to={paths.contact(workspace.id, contactId)} className={classes.contact} dir="auto">
              {contactName}
            </Link>
          )}
          {!showsContact && assigneeId !== user.id && <span dir="auto">{assigneeName ?? 'Unassigned'}</span>}
        </span>
      </div>
      {mayAct && <RowMenu reminder={reminder} assignees={assignees} />}
    </li>
  );
}

function RowMenu({ reminder, assignees }: { reminder: Reminder; assignees: readonly Assignee[] }) {
  const { workspace } = useWorkspaceScope();
  const { update, remove, restore } = useReminderActs(workspace.id);
  const { id, dueAt, assigneeId } = reminder;
  const zone = shownTimeZone();
  // One whose time has passed cannot be put back to it: undoing makes it due in a moment.
  const before = () => (Date.parse(dueAt) > Date.now() ? dueAt : new Date(Date.now()).toISOString());
  const snooze = (label: string, wallTime: string) =>
    actWithUndo({
      act: () => update.mutateAsync({ id, dueAt: instantOf(wallTime, zone) }),
      done: `Snoozed: ${label.toLowerCase()}`,
      undo: () => update.mutateAsync({ id, dueAt: before() }),
    });
  const give = ({ userId, name }: Assignee) =>
    actWithUndo({
      act: () => update.mutateAsync({ id, assigneeId: userId }),
      done: `Assigned to ${name}`,
      undo: () => (assigneeId === null ? undefined : update.mutateAsync({ id, assigneeId })),
    });
  const onDelete = () => actWithUndo({ act: () => remove.mutateAsync(id), done: 'Reminder deleted', undo: () => restore.mutateAsync(id) });
  const others = assignees.filter(({ userId }) => userId !== assigneeId);
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Tooltip label="Snooze and more">
          <ActionIcon aria-label={`Snooze and more: ${reminder.text}`} variant="subtle" color="gray">
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Snooze until</Menu.Label>
        {timeChoices(new Date(), zone).map(({ label, wallTime }) => (
          <Menu.Item key={label} leftSection={<IconAlarm size={15} />} onClick={() => void snooze(label, wallTime)}>
            {label}
          </Menu.Item>
        ))}
        {others.length > 0 && <Menu.Label>Assign to</Menu.Label>}
        {others.slice(0, 8).map((assignee) => (
          <Menu.Item key={assignee.userId} leftSection={<IconUser size={15} />} onClick={() => void give(assignee)}>
            {assignee.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={() => void onDelete()}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
