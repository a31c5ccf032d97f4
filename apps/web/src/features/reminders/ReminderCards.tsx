import { Button } from '@mantine/core';
import { Panel } from '../../shared/ui/Panel';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import type { Assignee } from './ReminderForm';
import { ReminderRow } from './ReminderRow';
import classes from './Reminders.module.css';
import { useReminders } from './reminderQueries';

/** On Home: what the signed-in person wants to do next. Nothing is drawn when there is nothing. */
export function OwnReminders() {
  const { workspace, user } = useWorkspaceScope();
  const reminders = useReminders(workspace.id, { assigneeId: user.id });
  if (reminders.rows.length === 0) return null;
  return (
    <Panel title="Reminders" isList>
      {reminders.rows.map((reminder) => (
        <ReminderRow key={reminder.id} reminder={reminder} showsContact />
      ))}
      {reminders.hasMore && <More isLoading={reminders.isLoadingMore} onMore={reminders.loadMore} />}
    </Panel>
  );
}

/** On the page of a contact, whoever they are for. */
export function ContactReminders({ contactId, assignees }: { contactId: string; assignees: readonly Assignee[] }) {
  const { workspace } = useWorkspaceScope();
  const reminders = useReminders(workspace.id, { contactId });
  if (reminders.rows.length === 0) return null;
  return (
    <Panel title="Reminders" isList>
      {reminders.rows.map((reminder) => (
        <ReminderRow key={reminder.id} reminder={reminder} assignees={assignees} />
      ))}
      {reminders.hasMore && <More isLoading={reminders.isLoadingMore} onMore={reminders.loadMore} />}
    </Panel>
  );
}

function More({ isLoading, onMore }: { isLoading: boolean; onMore: () => void }) {
  return (
    <li className={classes.more}>
      <Button variant="default" size="xs" loading={isLoading} onClick={onMore}>
        Show more
      </Button>
    </li>
  );
}
