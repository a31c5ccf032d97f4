import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { FormSection } from '../../shared/form/FormSection';
import { confirmAction } from '../../shared/ui/confirm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Notice } from '../../shared/ui/Notice';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { Status } from '../../shared/ui/Status';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { DnsRecord } from './DnsRecord';
import classes from './SenderDomain.module.css';
import type { SenderAccount } from './senderQueries';
import { useCheckSigningKey, useMakeSigningKey, useRemoveSigningKey, useSigningKeys, type SigningKey } from './signingKeyQueries';

interface SigningKeysProps {
  account: SenderAccount;
  mayEdit: boolean;
}

/** What an SMTP sender signs messages with: a key for each domain, the record to publish, and whether it was found. */
export function SigningKeys({ account, mayEdit }: SigningKeysProps) {
  const keys = useSigningKeys(useWorkspaceId(), account.id);
  return (
    <FormSection
      title="Signing (DKIM)"
      help="Rapport signs your messages, so that receivers can check that they come from your domain. Skip this if your mail server signs already."
    >
      {keys.isPending && <FormSkeleton fields={1} />}
      {keys.error && <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data && keys.data.length > 0 && (
        <ul className={`${classes.findings} ${classes.keys}`} aria-label="Signing keys">
          {keys.data.map((key) => (
            <Key key={key.id} account={account} signingKey={key} mayEdit={mayEdit} />
          ))}
        </ul>
      )}
      {keys.data?.length === 0 && !mayEdit && <p className={classes.meta}>No signing key was made.</p>}
      {keys.data && mayEdit && <NewKey account={account} isFirst={keys.data.length === 0} />}
    </FormSection>
  );
}

function NewKey({ account, isFirst }: { account: SenderAccount; isFirst: boolean }) {
  const make = useMakeSigningKey(useWorkspaceId(), account.id);
  const [domain, setDomain] = useState('');
  const field = isApiError(make.error) ? make.error.fields?.find((one) => one.field === 'domain')?.message : undefined;
  const submit = () =>
    make.mutate(domain, {
      onSuccess: (key) => {
        setDomain('');
        toast(`Key made. Publish its record for ${key.domain}`);
      },
    });
  return (
    <>
      <div className={classes.ask}>
        <TextInput
          label="Domain to sign for"
          description="Left empty: that of the workspace’s sender address."
          inputWrapperOrder={['label', 'description', 'input', 'error']}
          placeholder="example.com"
          className={classes.domain}
          value={domain}
          error={field}
          onChange={(event) => setDomain(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            submit();
          }}
        />
        <Button variant="default" loading={make.isPending} onClick={submit}>
          {isFirst ? 'Make a key' : 'Make a new key'}
        </Button>
      </div>
      {make.error && !field && <Notice title="Couldn’t make a key">{messageOf(make.error)}</Notice>}
    </>
  );
}

function Key({ account, signingKey: key, mayEdit }: SigningKeysProps & { signingKey: SigningKey }) {
  const workspaceId = useWorkspaceId();
  const check = useCheckSigningKey(workspaceId, account.id, key.id);
  const remove = useRemoveSigningKey(workspaceId, account.id);
  const askToRemove = () =>
    confirmAction({
      title: `Remove this key for ${key.domain}?`,
      consequences: consequencesOf(key),
      confirm: 'Remove key',
      onConfirm: async () => {
        await remove.mutateAsync(key.id);
        toast('Signing key removed');
      },
    });
  const record = <DnsRecord record={key.record} pieces={key.pieces} of="DKIM" />;
  return (
    <li className={classes.check}>
      <div className={classes.head}>
        <span className={classes.name}>{key.domain}</span>
        <Status kind="signingKey" value={key.state} />
      </div>
      <span className={classes.meta}>
        Key {key.selector}. <Since signingKey={key} />
      </span>
      {key.state === 'waiting' ? (
        <>
          <p className={classes.message}>
            Publish this record where your domain is kept, then check it. Nothing is signed before it is found.
          </p>
          {record}
        </>
      ) : (
        <details className={classes.published}>
          <summary>Record</summary>
          {record}
        </details>
      )}
      <div role="status" aria-label={`Check of the key ${key.selector}`}>
        {check.data && (
          <p className={classes.message} data-state={check.data.state}>
            {check.data.message}{' '}
            <span className={classes.meta}>
              Checked <RelativeTime iso={check.data.checkedAt} />
            </span>
          </p>
        )}
      </div>
      {check.error && <Notice title="Couldn’t check the record">{messageOf(check.error)}</Notice>}
      {mayEdit && (
        <Group gap="xs">
          {key.state !== 'retired' && (
            <Button size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
              {check.data || key.state === 'active' ? 'Check again' : 'Check record'}
            </Button>
          )}
          <Button size="xs" variant="subtle" color="red" ml={key.state === 'retired' ? -14 : 0} onClick={askToRemove}>
            Remove
          </Button>
        </Group>
      )}
    </li>
  );
}

function Since({ signingKey: { createdAt, activatedAt, retiredAt } }: { signingKey: SigningKey }) {
  if (retiredAt)
    return (
      <>
        A newer key took over <RelativeTime iso={retiredAt} />. Keep the record for a week after that, then delete it.
      </>
    );
  if (activatedAt)
    return (
      <>
        Signs since <RelativeTime iso={activatedAt} />, for the domains below it too.
      </>
    );
  return (
    <>
      Made <RelativeTime iso={createdAt} />.
    </>
  );
}

function consequencesOf({ state, domain }: SigningKey): string[] {
  switch (state) {
    case 'active':
      return [
        `Messages from ${domain} are no longer signed by Rapport. Receivers may put them into spam.`,
        'Keep its DNS record for a week, so that messages on their way can still be checked.',
      ];
    case 'waiting':
      return ['Its DNS record is no longer needed. A key that signs already goes on signing.'];
    case 'retired':
      return ['It signs nothing any more. Its DNS record can be deleted a week after the newer key took over.'];
  }
}
