import { ActionIcon, Badge, Group, Menu, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconDots, IconSend, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { confirmAction } from '../../shared/ui/confirm';
import { Status } from '../../shared/ui/Status';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './SenderSettings.module.css';
import { useActivateSender, useDeleteSender, type SenderAccount } from './senderQueries';
import { accountWords } from './senderWords';

interface SenderListProps {
  accounts: readonly SenderAccount[];
  shownId: string | null;
  /** Null: the active one. */
  onShow: (id: string | null) => void;
  add: ReactNode;
}

export function SenderList({ accounts, shownId, onShow, add }: SenderListProps) {
  const mayEdit = useMay('admin');
  return (
    <Stack component="section" gap="lg" maw={640}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2}>Senders</Title>
          <Text c="dimmed">New campaigns go through the active one. A campaign that is being sent keeps the one it began with.</Text>
        </div>
        <div style={{ flex: 'none' }}>{add}</div>
      </Group>
      <ul className={classes.accounts}>
        {accounts.map((account) => (
          <li key={account.id} className={classes.account} data-shown={account.id === shownId || undefined}>
            <UnstyledButton
              className={classes.accountMain}
              aria-current={account.id === shownId || undefined}
              onClick={() => onShow(account.id)}
            >
              <span className={classes.accountName}>
                <span dir="auto">{account.name}</span>
                {account.isActive && (
                  <Badge size="sm" variant="light">
                    {account.channel === 'text' ? 'Texts' : 'Active'}
                  </Badge>
                )}
              </span>
              <span className={classes.nowMeta}>{accountWords(account)}</span>
              {account.mailbox === 'failing' && <Status kind="senderMailbox" value="failing" />}
            </UnstyledButton>
            <Status kind="sender" value={account.state} />
            {mayEdit && <AccountMenu account={account} onGone={() => onShow(null)} />}
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function AccountMenu({ account, onGone }: { account: SenderAccount; onGone: () => void }) {
  const workspaceId = useWorkspaceId();
  const activate = useActivateSender(workspaceId);
  const remove = useDeleteSender(workspaceId);
  const choose = () =>
    confirmAction({
      title: `Send new campaigns through ${account.name}?`,
      consequences: [
        account.type === 'mail_lab'
          ? 'Campaigns that are being sent are paused: the mail lab reaches nobody.'
          : 'Campaigns that are being sent go on through the sender they began with.',
        'Campaigns that are approved or scheduled have to be approved again.',
      ],
      confirm: 'Make active',
      isDestructive: false,
      onConfirm: async () => {
        await activate.mutateAsync(account.id);
        toast(`New campaigns go through ${account.name}`);
      },
    });
  const askToDelete = () =>
    confirmAction({
      title: `Delete the sender ${account.name}?`,
      consequences: ['Its settings and its password are deleted. What was sent through it stays.'],
      confirm: 'Delete sender',
      onConfirm: async () => {
        await remove.mutateAsync(account.id);
        toast(`${account.name} deleted`);
        onGone();
      },
    });
  const isOfTexts = account.channel === 'text';
  if (account.isActive && !isOfTexts) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${account.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!isOfTexts && (
          <Menu.Item leftSection={<IconSend size={16} />} onClick={choose}>
            Make active
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconTrash size={16} />} color="red" onClick={askToDelete}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
