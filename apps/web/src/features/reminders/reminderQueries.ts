import {
  createReminder,
  deleteReminder,
  finishReminder,
  listReminders,
  reopenReminder,
  restoreReminder,
  unwrap,
  updateReminder,
  type CreateReminderDto,
  type ReminderDto,
  type UpdateReminderDto,
} from '@rapport/sdk';
import { useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useOwnEvents, useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type Reminder = ReminderDto;

const PAGE = 20;
const remindersKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'reminders', ...rest);

function useRemindersChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: remindersKey(workspaceId) }),
      queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'dashboard') }),
    ]);
}

/** Open ones, the next first: of a contact, or of a member. */
export function useReminders(workspaceId: string, of: { contactId: string } | { assigneeId: string }) {
  const changed = useRemindersChanged(workspaceId);
  useWorkspaceEvents({ 'reminders.changed': () => void changed() });
  useOwnEvents({ 'reminder.due': () => void changed() });
  return useKeysetRows({
    queryKey: remindersKey(workspaceId, of),
    fetchPage: (cursor, signal) =>
      unwrap(listReminders({ path: { workspaceId }, query: { limit: PAGE, ...of, ...(cursor ? { cursor } : {}) }, signal })),
    keepsAll: true,
  });
}

export function useCreateReminder(workspaceId: string) {
  const changed = useRemindersChanged(workspaceId);
  return useServerMutation({
    mutationFn: (body: CreateReminderDto) => unwrap(createReminder({ path: { workspaceId }, body })),
    onSuccess: changed,
  });
}

/** Everything that is done to one that is there; each has its opposite. */
export function useReminderActs(workspaceId: string) {
  const changed = useRemindersChanged(workspaceId);
  const path = (id: string) => ({ path: { workspaceId, id } });
  const onSuccess = changed;
  return {
    finish: useServerMutation({ mutationFn: (id: string) => unwrap(finishReminder(path(id))), onSuccess }),
    reopen: useServerMutation({ mutationFn: (id: string) => unwrap(reopenReminder(path(id))), onSuccess }),
    remove: useServerMutation({ mutationFn: (id: string) => unwrap(deleteReminder(path(id))), onSuccess }),
    restore: useServerMutation({ mutationFn: (id: string) => unwrap(restoreReminder(path(id))), onSuccess }),
    update: useServerMutation({
      mutationFn: ({ id, ...body }: UpdateReminderDto & { id: string }) => unwrap(updateReminder({ ...path(id), body })),
      onSuccess,
    }),
  };
}
