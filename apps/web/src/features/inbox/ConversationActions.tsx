import { ActionIcon, Button, Group, Menu, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconClock, IconMail, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { formatExact, shownTimeZone } from '../../shared/format/format';
import { instantOf, timeChoices } from '../../shared/format/timeChoices';
import { useShortcut } from '../../shared/keyboard/useShortcut';
import { act, actWithUndo } from '../../shared/ui/act';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';
import type { Assignee } from './inboxParts';
import classes from './Inbox.module.css';
import { useConversationActs, type Conversation, type ConversationChange } from './inboxQueries';

const THREE_HOURS_MS = 3 * 3_600_000;

interface ConversationActionsProps {
  conversation: Conversation;
  assignees: readonly Assignee[];
  onPutAway: () => void;
}

export function ConversationActions({ conversation, assignees, onPutAway }: ConversationActionsProps) {
  const { workspace, user } = useWorkspaceScope();
  const { change, unread } = useConversationActs(workspace.id);
  const [isSnoozing, setSnoozing] = useState(false);
  const { status, snoozedUntil, assigneeId, contactName } = conversation;
  const isDone = status === 'done';
  const to = (next: ConversationChange) => () => change.mutateAsync({ conversation, to: next });
  /** It leaves the list, and the next one is opened. */
  const putAway = async (next: ConversationChange, done: string) => {
    const isAway = await actWithUndo({ act: to(next), done, undo: to({ status, snoozedUntil }) });
    if (isAway) onPutAway();
  };
  const finish = () => void putAway({ status: 'done' }, `Marked ${contactName} as done`);
  const snooze = (until: string) => void putAway({ snoozedUntil: until }, `Snoozed until ${formatExact(until)}`);
  const reopen = () => void act(to(isDone ? { status: 'open' } : { snoozedUntil: null }));
  const assign = (userId: string | null) => void act(to({ assigneeId: userId }));
  useShortcut('e', finish, !isDone && !change.isPending);
  useShortcut('s', () => setSnoozing(true), !isDone);
  useShortcut('u', () => void act(() => unread.mutateAsync(conversation)));
  const others = assignees.filter(({ userId }) => userId !== user.id);
  const isMine = assigneeId === user.id;
  return (
    <Group gap={6} wrap="nowrap" className={classes.actions}>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconUser size={15} />}
            className={classes.assign}
            aria-label={assigneeId === null ? 'Assign' : `Assigned to ${conversation.assigneeName ?? ''}`}
          >
            {assigneeId === null ? 'Assign' : isMine ? 'You' : conversation.assigneeName}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {!isMine && <Menu.Item onClick={() => assign(user.id)}>Assign to me</Menu.Item>}
          {others.length > 0 && <Menu.Label>Members</Menu.Label>}
          {others.map(({ userId, name }) => (
            <Menu.Item
              key={userId}
              onClick={() => assign(userId)}
              rightSection={userId === assigneeId ? <IconCheck size={14} /> : null}
              dir="auto"
            >
              {name}
            </Menu.Item>
          ))}
          {assigneeId !== null && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => assign(null)}>Remove the assignee</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {!isDone && (
        <Menu position="bottom-end" opened={isSnoozing} onChange={setSnoozing}>
          <Menu.Target>
            <Tooltip label={snoozedUntil ? `Snoozed until ${formatExact(snoozedUntil)}` : 'Snooze (S)'}>
              <ActionIcon variant="default" size={34} aria-label="Snooze" aria-keyshortcuts="S">
                <IconClock size={16} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Snooze until</Menu.Label>
            {snoozeChoices().map(({ label, until }) => (
              <Menu.Item
                key={label}
                onClick={() => snooze(until)}
                rightSection={<span className={classes.meta}>{formatExact(until)}</span>}
              >
                {label}
              </Menu.Item>
            ))}
            {snoozedUntil && (
              <>
                <Menu.Divider />
                <Menu.Item onClick={reopen}>End the snooze</Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <Tooltip label="Mark as unread (U)">
        <ActionIcon
          variant="default"
          size={34}
          aria-label="Mark as unread"
          aria-keyshortcuts="U"
          onClick={() => void act(() => unread.mutateAsync(conversation))}
        >
          <IconMail size={16} />
        </ActionIcon>
      </Tooltip>
      {isDone ? (
        <Button variant="default" leftSection={<IconArrowBackUp size={15} />} onClick={reopen} loading={change.isPending}>
          Reopen
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<IconCheck size={15} />}
          onClick={finish}
          loading={change.isPending}
          aria-keyshortcuts="E"
          title="Mark as done (E)"
        >
          Done
        </Button>
      )}
    </Group>
  );
}

function snoozeChoices(): { label: string; until: string }[] {
  const now = new Date();
  const zone = shownTimeZone();
  const later = new Date(now.getTime() + THREE_HOURS_MS);
  later.setSeconds(0, 0);
  return [
    { label: 'In 3 hours', until: later.toISOString() },
    ...timeChoices(now, zone).map(({ label, wallTime }) => ({ label, until: instantOf(wallTime, zone) })),
  ];
}
