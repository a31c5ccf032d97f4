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
import { useCheckLinkDomain, useLinkDomain, useRemoveLinkDomain, useSetLinkDomain, type LinkDomain } from './linkDomainQueries';
import classes from './SenderDomain.module.css';

/** The host that tracked links lead through: which one, what to publish for it, and whether it works. */
export function LinkDomainSection({ mayEdit }: { mayEdit: boolean }) {
  const workspaceId = useWorkspaceId();
  const choice = useLinkDomain(workspaceId);
  const [isChanging, setChanging] = useState(false);
  return (
    <FormSection
      title="Tracking domain"
      help="Tracked links and opens lead through a host of your own, which matches your sender address. Campaigns use it once it works and they are approved with it."
    >
      {choice.isPending && <FormSkeleton fields={1} />}
      {choice.error && <ErrorState error={choice.error} onRetry={() => void choice.refetch()} />}
      {choice.data?.domain && <Domain domain={choice.data.domain} mayEdit={mayEdit} onChange={() => setChanging(true)} />}
      {choice.data && !choice.data.domain && (
        <p className={classes.meta}>Links lead through {choice.data.ownHost}, the address of this installation.</p>
      )}
      {choice.data && mayEdit && (isChanging || !choice.data.domain) && (
        <HostForm isFirst={!choice.data.domain} onDone={() => setChanging(false)} />
      )}
    </FormSection>
  );
}

function HostForm({ isFirst, onDone }: { isFirst: boolean; onDone: () => void }) {
  const set = useSetLinkDomain(useWorkspaceId());
  const [host, setHost] = useState('');
  const field = isApiError(set.error) ? set.error.fields?.find((one) => one.field === 'host')?.message : undefined;
  const submit = () => {
    if (host.trim() === '' || set.isPending) return;
    set.mutate(host.trim(), {
      onSuccess: () => {
        onDone();
        toast('Saved. Publish its records, then check it');
      },
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={classes.ask}>
        <TextInput
          label={isFirst ? 'Host' : 'New host'}
          description="A subdomain of your sender domain that is used for nothing else."
          inputWrapperOrder={['label', 'description', 'input', 'error']}
          placeholder="links.example.com"
          className={classes.domain}
          maxLength={253}
          value={host}
          error={field}
          onChange={(event) => {
            set.reset();
            setHost(event.currentTarget.value);
          }}
        />
        <Button type="submit" variant="default" loading={set.isPending} disabled={host.trim() === ''}>
          Save host
        </Button>
      </div>
      {set.error && !field && <Notice title="Couldn’t save the host">{messageOf(set.error)}</Notice>}
    </form>
  );
}

function Domain({ domain, mayEdit, onChange }: { domain: LinkDomain; mayEdit: boolean; onChange: () => void }) {
  const workspaceId = useWorkspaceId();
  const check = useCheckLinkDomain(workspaceId);
  const remove = useRemoveLinkDomain(workspaceId);
  const askToRemove = () =>
    confirmAction({
      title: `Remove the tracking domain ${domain.host}?`,
      consequences: [
        'New campaigns use the address of this installation. Campaigns that were approved with this host need a new approval.',
        ...(domain.wasUsable ? ['Links that were sent already work only for as long as its DNS records stay.'] : []),
      ],
      confirm: 'Remove tracking domain',
      onConfirm: async () => {
        await remove.mutateAsync();
        toast('Tracking domain removed');
      },
    });
  const records = domain.records.map((record) => <DnsRecord key={record.type} record={record} of={record.type} />);
  return (
    <div className={classes.check}>
      <div className={classes.head}>
        <span className={classes.name}>{domain.host}</span>
        <Status kind="linkDomain" value={domain.state} />
      </div>
      {domain.checkedAt && (
        <span className={classes.meta}>
          Checked <RelativeTime iso={domain.checkedAt} />
        </span>
      )}
      {domain.problem && <p className={classes.message}>{domain.problem}</p>}
      {domain.state === 'ready' ? (
        <details className={classes.published}>
          <summary>Records</summary>
          {records}
        </details>
      ) : (
        <>
          <p className={classes.message}>
            Publish these records where your domain is kept, then check, or wait: Rapport looks again every few minutes. Keep them for as
            long as links should work.
          </p>
          {records}
        </>
      )}
      {check.error && <Notice title="Couldn’t check">{messageOf(check.error)}</Notice>}
      {mayEdit && (
        <Group gap="xs" mt="xs">
          <Button size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
            {domain.checkedAt ? 'Check again' : 'Check'}
          </Button>
          <Button size="xs" variant="default" onClick={onChange}>
            Change host
          </Button>
          <Button size="xs" variant="subtle" color="red" onClick={askToRemove}>
            Remove
          </Button>
        </Group>
      )}
    </div>
  );
}
