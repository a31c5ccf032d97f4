import { Button, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { FormSection } from '../../shared/form/FormSection';
import { Notice } from '../../shared/ui/Notice';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { Status } from '../../shared/ui/Status';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { DnsRecord } from './DnsRecord';
import { useCheckDomain, type DomainCheck, type Sender, type SenderDomain as CheckedDomain } from './senderQueries';
import classes from './SenderDomain.module.css';

const NAMES: Record<DomainCheck['kind'], { title: string; about: string }> = {
  spf: { title: 'SPF', about: 'Which servers may send for the domain' },
  dkim: { title: 'DKIM', about: 'The signature on your messages' },
  dmarc: { title: 'DMARC', about: 'What receivers do with messages that fail' },
  alignment: { title: 'Alignment', about: 'Sender address and signature belong together' },
  mx: { title: 'MX', about: 'Where answers arrive' },
};

/** Whether receivers will believe who messages are from, and the records that are missing for it. */
export function SenderDomain({ account }: { account: NonNullable<Sender['account']> }) {
  const check = useCheckDomain(useWorkspaceId(), account.id);
  // A campaign leads here with the domain of its sender address.
  const [search] = useSearchParams();
  const asked = search.get('domain') ?? '';
  const [domain, setDomain] = useState(asked);
  const section = useRef<HTMLDivElement>(null);
  const isAsked = useRef(false);
  const { mutate } = check;
  useEffect(() => {
    if (asked === '' || isAsked.current) return;
    isAsked.current = true;
    mutate(asked, { onSettled: () => section.current?.scrollIntoView({ block: 'start' }) });
  }, [asked, mutate]);
  const field = isApiError(check.error) ? check.error.fields?.find((one) => one.field === 'domain')?.message : undefined;
  return (
    <FormSection
      title="DNS records"
      help="Receivers look these up before they believe who a message is from. Gmail, Yahoo and Outlook refuse bulk mail without them."
    >
      <div ref={section} className={classes.ask}>
        <TextInput
          label="Domain"
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
            check.mutate(domain);
          }}
        />
        <Button variant="default" loading={check.isPending} onClick={() => check.mutate(domain)}>
          {check.data ? 'Check again' : 'Check records'}
        </Button>
      </div>
      {check.error && !field && <Notice title="Couldn’t check the records">{messageOf(check.error)}</Notice>}
      {check.data && <Findings found={check.data} />}
    </FormSection>
  );
}

function Findings({ found: { domain, checkedAt, checks } }: { found: CheckedDomain }) {
  const open = checks.filter(({ state }) => state === 'wrong' || state === 'warning').length;
  return (
    <div className={classes.findings} role="status" aria-label={`DNS records of ${domain}`}>
      <p className={classes.verdict}>
        <span className={classes.name}>{domain}</span>
        <span className={classes.meta}>
          {open === 0 ? 'Nothing to correct. ' : open === 1 ? 'One thing to correct. ' : `${open} things to correct. `}
          Checked <RelativeTime iso={checkedAt} />
        </span>
      </p>
      <ul className={classes.checks}>
        {checks.map((check) => (
          <Finding key={check.kind} check={check} />
        ))}
      </ul>
    </div>
  );
}

function Finding({ check: { kind, state, message, found, records } }: { check: DomainCheck }) {
  const { title, about } = NAMES[kind];
  return (
    <li className={classes.check}>
      <div className={classes.head}>
        <span className={classes.title}>
          {title} <span className={classes.about}>{about}</span>
        </span>
        <Status kind="dns" value={state} />
      </div>
      <p className={classes.message}>{message}</p>
      {records.map((record) => (
        <DnsRecord key={`${record.name} ${record.value}`} record={record} of={title} />
      ))}
      {found.length > 0 && (
        <details className={classes.published}>
          <summary>{found.length === 1 ? 'Published record' : `${found.length} published records`}</summary>
          {found.map((text) => (
            <code key={text}>{text}</code>
          ))}
        </details>
      )}
    </li>
  );
}
