import { Stack, Switch } from '@mantine/core';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useMailboxActs, type Mailbox } from './mailboxQueries';
import type { SenderAccount } from './senderQueries';

/** Has the mailbox read that the sender sends from, with what it sends with; off, it is paused. */
export function OwnMailbox({ account, mailbox }: { account: SenderAccount; mailbox: Mailbox | null }) {
  const { connectOwn, pause, resume } = useMailboxActs(useWorkspaceId(), account.id);
  const isRead = mailbox !== null && mailbox.state !== 'paused';
  const turn = (isOn: boolean) => {
    if (!isOn) pause.mutate(undefined, { onSuccess: () => toast('The mailbox is no longer read') });
    else if (mailbox) resume.mutate(undefined, { onSuccess: () => toast('The mailbox is read again') });
    else connectOwn.mutate(undefined, { onSuccess: () => toast('Signed in. The mailbox is read from now on') });
  };
  return (
    <Stack gap="sm">
      <Switch
        label="Read this mailbox"
        description={descriptionOf(account.type)}
        checked={isRead}
        disabled={connectOwn.isPending || pause.isPending || resume.isPending}
        onChange={({ currentTarget }) => turn(currentTarget.checked)}
      />
      <FormProblem problem={connectOwn.error && messageOf(connectOwn.error)} />
    </Stack>
  );
}

function descriptionOf(type: string): string {
  return type === 'microsoft_365'
    ? 'With the app that sends. It needs the permission Mail.Read or Mail.ReadWrite. The inbox and the junk folder are read.'
    : 'With the service account that sends. It needs the scope gmail.readonly. All that arrives is looked at, spam too.';
}
