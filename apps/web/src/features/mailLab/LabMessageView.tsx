import { Tabs } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatExact } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './MailLab.module.css';
import { useLabMessage, type LabMessage } from './mailLabQueries';
import { PlayBar } from './PlayBar';
import { eventWords, splitAddress } from './playWords';

export function LabMessageView({ messageId }: { messageId: string }) {
  const workspaceId = useWorkspaceId();
  const message = useLabMessage(workspaceId, messageId);
  return (
    <article className={classes.message} aria-label={message.data ? headingOf(message.data) : 'Message'}>
      <Link to={paths.mailLab(workspaceId)} className={classes.back}>
        <IconChevronLeft size={16} aria-hidden /> All mail
      </Link>
      {message.isPending && <LinesSkeleton lines={10} />}
      {!message.isPending && !message.data && <ErrorState error={message.error} onRetry={() => void message.refetch()} />}
      {message.data && <Message message={message.data} />}
    </article>
  );
}

function Message({ message }: { message: LabMessage }) {
  const workspaceId = useWorkspaceId();
  const mayPlay = useMay('author');
  const from = splitAddress(message.from);
  return (
    <>
      <h2 className={classes.subject} dir="auto">
        {headingOf(message)}
      </h2>
      <div className={classes.envelope}>
        <PersonAvatar name={from.name} seed={from.address} size={32} />
        <div className={classes.addresses}>
          <span className={classes.fromLine}>
            <strong dir="auto">{from.name}</strong> {from.name !== from.address && <span className={classes.meta}>{from.address}</span>}
          </span>
          <span className={classes.meta}>
            to{' '}
            {message.contactId ? (
              <Link to={paths.contact(workspaceId, message.contactId)} className={classes.quietLink}>
                {splitAddress(message.to).name}
              </Link>
            ) : (
              splitAddress(message.to).name
            )}
            {message.campaignId && (
              <>
                {' · '}
                <Link to={paths.campaign(workspaceId, message.campaignId)} className={classes.quietLink}>
                  Campaign
                </Link>
              </>
            )}
          </span>
        </div>
        <span className={classes.meta}>{formatExact(message.receivedAt)}</span>
      </div>
      {mayPlay && <PlayBar message={message} />}
      {FAULT_FIRST.map((isFault) => (
        <Events key={String(isFault)} message={message} isFault={isFault} />
      ))}
      <Parts message={message} />
    </>
  );
}

const FAULT_FIRST = [true, false] as const;

/** What a simulated fault of the lab did to the message, or what its recipient did. */
function Events({ message, isFault }: { message: LabMessage; isFault: boolean }) {
  const workspaceId = useWorkspaceId();
  const events = message.events.filter(({ type }) => (type === 'timedOut') === isFault);
  if (events.length === 0) return null;
  return (
    <ul className={classes.events} aria-label={isFault ? 'What happened to it' : 'What the recipient did'}>
      {events.map((event, index) => (
        <li key={`${event.type}-${event.at}-${index}`}>
          <strong>{eventWords[event.type]}</strong>
          {event.detail && (
            <span className={classes.eventDetail} dir="auto">
              {event.detail}
            </span>
          )}
          <span className={classes.meta}>
            <RelativeTime iso={event.at} />
          </span>
          {event.type === 'replied' && message.contactId && (
            <Link to={paths.inbox(workspaceId)} className={classes.quietLink}>
              Open inbox
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

function headingOf({ channel, subject }: LabMessage): string {
  return channel === 'text' ? 'Text' : subject || 'No subject';
}

function Parts({ message }: { message: LabMessage }) {
  if (message.channel === 'text')
    return <HtmlPreview html="" text={message.text} title="Text as received" caption={<span className={classes.meta}>As received</span>} />;
  return (
    <Tabs defaultValue={message.html === null ? 'text' : 'html'} className={classes.parts}>
      <Tabs.List>
        {message.html !== null && <Tabs.Tab value="html">Message</Tabs.Tab>}
        <Tabs.Tab value="text">Text</Tabs.Tab>
        <Tabs.Tab value="headers">Headers</Tabs.Tab>
        <Tabs.Tab value="raw">Raw</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="html">
        <HtmlPreview
          html={message.html ?? ''}
          title="Message as received"
          caption={<span className={classes.meta}>As received</span>}
          height="max(440px, calc(100dvh - 400px))"
        />
      </Tabs.Panel>
      <Tabs.Panel value="text">
        <pre className={classes.plain} dir="auto" tabIndex={0} aria-label="Text part">
          {message.text ?? 'This message has no text part.'}
        </pre>
      </Tabs.Panel>
      <Tabs.Panel value="headers">
        <dl className={classes.headers}>
          {message.headers.map((header, index) => (
            <div key={`${header.name}-${index}`}>
              <dt>{header.name}</dt>
              <dd>{header.value}</dd>
            </div>
          ))}
        </dl>
      </Tabs.Panel>
      <Tabs.Panel value="raw">
        <pre className={classes.plain} tabIndex={0} aria-label="Raw message">
          {message.raw}
        </pre>
      </Tabs.Panel>
    </Tabs>
  );
}
