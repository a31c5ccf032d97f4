import {
  checkSenderMailbox,
  connectSenderMailbox,
  getSenderMailbox,
  pauseSenderMailbox,
  removeSenderMailbox,
  resumeSenderMailbox,
  unwrap,
  type SenderMailboxDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { senderAccountsKey } from './senderQueries';

export type SenderMailbox = SenderMailboxDto;
export type Mailbox = NonNullable<SenderMailboxDto['mailbox']>;

const mailboxKey = (workspaceId: string, accountId: string) => workspaceKey(workspaceId, 'senderMailbox', accountId);

export function useMailbox(workspaceId: string, accountId: string) {
  return useQuery({
    queryKey: mailboxKey(workspaceId, accountId),
    queryFn: ({ signal }) => unwrap(getSenderMailbox({ path: { workspaceId, id: accountId }, signal })),
    // It is read every two minutes.
    refetchInterval: 60_000,
  });
}

export function useMailboxActs(workspaceId: string, id: string) {
  const queryClient = useQueryClient();
  const path = { workspaceId, id };
  const key = mailboxKey(workspaceId, id);
  const keep = (mailbox: SenderMailbox) => queryClient.setQueryData(key, mailbox);
  // A row of the list says how its mailbox is.
  const forgetRows = () => queryClient.invalidateQueries({ queryKey: senderAccountsKey(workspaceId) });
  const forget = () => Promise.all([queryClient.invalidateQueries({ queryKey: key }), forgetRows()]);
  return {
    connect: useServerMutation({
      mutationFn: (config: Record<string, unknown>) => unwrap(connectSenderMailbox({ path, body: { config } })),
      onSuccess: keep,
      onSettled: forgetRows,
    }),
    /** With the settings of the sender itself. */
    connectOwn: useServerMutation({
      mutationFn: () => unwrap(connectSenderMailbox({ path, body: { source: 'sender' } })),
      onSuccess: keep,
      onSettled: forgetRows,
    }),
    check: useServerMutation({ mutationFn: () => unwrap(checkSenderMailbox({ path })), onSettled: forget }),
    pause: useServerMutation({ mutationFn: () => unwrap(pauseSenderMailbox({ path })), onSuccess: keep, onSettled: forgetRows }),
    resume: useServerMutation({ mutationFn: () => unwrap(resumeSenderMailbox({ path })), onSuccess: keep, onSettled: forgetRows }),
    remove: useServerMutation({ mutationFn: () => unwrap(removeSenderMailbox({ path })), onSuccess: forget }),
  };
}
