import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { FormSection } from '../../shared/form/FormSection';
import { plural } from '../../shared/format/format';
import { act } from '../../shared/ui/act';
import { confirmAction } from '../../shared/ui/confirm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Notice } from '../../shared/ui/Notice';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { Status } from '../../shared/ui/Status';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { MailboxForm } from './MailboxForm';
import { OwnMailbox } from './OwnMailbox';
import { useMailbox, useMailboxActs, type Mailbox } from './mailboxQueries';
import type { SenderAccount } from './senderQueries';
import classes from './SenderSettings.module.css';

interface SenderMailboxProps {
  account: SenderAccount;
  mayEdit: boolean;
}

/** The mailbox that bounces and replies are read from: what is known of it, or the form that connects one. */
export function SenderMailbox({ account, mayEdit }: SenderMailboxProps) {
  const mailbox = useMailbox(useWorkspaceId(), account.id);
  const [isOpen, setOpen] = useState(false);
  const connected = mailbox.data?.mailbox ?? null;
  return (
    <FormSection
      title="Bounces and replies"
      help="Rapport reads the mailbox that your messages are answered to. Addresses that don’t exist are stopped, and replies come to the contact’s timeline. Nothing in the mailbox is changed or deleted."
    >
      {mailbox.isPending && <FormSkeleton fields={1} />}
      {mailbox.error && <ErrorState error={mailbox.error} onRetry={() => void mailbox.refetch()} />}
      {connected && <Connected mailbox={connected} />}
      {mailbox.data && mayEdit && isOpen && (
        <MailboxForm account={account} mailbox={connected} fields={mailbox.data.fields} onDone={() => setOpen(false)} />
      )}
      {mailbox.data?.mayReadOwn && mayEdit && !isOpen && connected?.source !== 'imap' && (
        <OwnMailbox account={account} mailbox={connected} />
      )}
      {mailbox.data && !isOpen && (
        <Actions
          account={account}
          mailbox={connected}
          mayReadOwn={mailbox.data.mayReadOwn}
          mayEdit={mayEdit}
          onChange={() => setOpen(true)}
        />
      )}
    </FormSection>
  );
}

function Connected({ mailbox: { source, address, config, state, lastError, lastReadAt, counts } }: { mailbox: Mailbox }) {
  return (
    <>
      {lastError && <Notice title="The mailbox can’t be read">{lastError} Rapport keeps trying.</Notice>}
      <div className={classes.now} role="status" aria-label="Mailbox">
        <div className={classes.nowText}>
          <span className={classes.address}>{address}</span>
          <span className={classes.nowMeta}>
            {source === 'imap' ? `${String(config['folder'])} at ${String(config['host'])}. ` : 'Inbox and spam. '}
            {lastReadAt ? (
              <>
                Last read <RelativeTime iso={lastReadAt} />
              </>
            ) : (
              'Not read yet. Reading begins with what arrives from now on.'
            )}
          </span>
          <span className={classes.nowMeta}>{countWords(counts)}</span>
        </div>
        <Status kind="mailbox" value={state} />
      </div>
    </>
  );
}

interface ActionsProps extends SenderMailboxProps {
  mailbox: Mailbox | null;
  mayReadOwn: boolean;
  onChange: () => void;
}

function Actions({ account, mailbox, mayReadOwn, mayEdit, onChange }: ActionsProps) {
  const acts = useMailboxActs(useWorkspaceId(), account.id);
  const isOwn = mailbox ? mailbox.source === 'sender' : mayReadOwn;
  if (!mayEdit) return mailbox ? null : <p className={classes.nowMeta}>No mailbox is connected.</p>;
  if (!mailbox)
    return (
      <div>
        <Button variant="default" onClick={onChange}>
          {isOwn ? 'Connect another mailbox' : 'Connect a mailbox'}
        </Button>
      </div>
    );
  const check = () =>
    act(async () => {
      const { messages } = await acts.check.mutateAsync(undefined);
      toast(`Signed in. The ${isOwn ? 'mailbox' : 'folder'} holds ${plural(messages, 'message')}`);
    });
  const turn = () => act(() => (mailbox.state === 'paused' ? acts.resume : acts.pause).mutateAsync(undefined));
  const remove = () =>
    confirmAction({
      title: 'Remove this mailbox?',
      consequences: [
        isOwn
          ? 'Rapport no longer hears of bounces and replies.'
          : 'Rapport forgets its password and no longer hears of bounces and replies.',
        'The mailbox itself stays as it is.',
      ],
      confirm: 'Remove mailbox',
      onConfirm: () => act(() => acts.remove.mutateAsync(undefined)),
    });
  return (
    <Group>
      <Button variant="default" loading={acts.check.isPending} onClick={() => void check()}>
        Check mailbox
      </Button>
      {!isOwn && (
        <Button variant="default" onClick={onChange}>
          Change settings
        </Button>
      )}
      {!isOwn && (
        <Button variant="default" loading={acts.pause.isPending || acts.resume.isPending} onClick={() => void turn()}>
          {mailbox.state === 'paused' ? 'Resume reading' : 'Pause reading'}
        </Button>
      )}
      <Button variant="subtle" color="red" onClick={remove}>
        Remove
      </Button>
    </Group>
  );
}

function countWords({ bounces, complaints, replies, automatic, others }: Mailbox['counts']): string {
  const parts = [
    replies > 0 ? plural(replies, 'reply', 'replies') : null,
    automatic > 0 ? plural(automatic, 'automatic answer') : null,
    bounces > 0 ? plural(bounces, 'bounce') : null,
    complaints > 0 ? plural(complaints, 'complaint') : null,
  ].filter(Boolean);
  const about = parts.length > 0 ? parts.join(', ') : 'No bounce and no reply yet';
  return others > 0 ? `${about}. ${plural(others, 'other was', 'others were')} about none of your messages.` : `${about}.`;
}
