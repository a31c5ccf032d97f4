import { Drawer, Tabs } from '@mantine/core';
import { Link } from 'react-router';
import { formatExact, plural } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ErrorState } from '../../shared/ui/ErrorState';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { Status } from '../../shared/ui/Status';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useSentMessage, type Recipient } from './recipientQueries';
import classes from './Recipients.module.css';
import { skipWord } from './skipWords';
import { eventWord } from '../../shared/ui/eventWord';

/** One person's message exactly as it left, with what has been heard of it since. */
export function MessageDrawer({ recipient, onClose }: { recipient: Recipient | null; onClose: () => void }) {
  return (
    <Drawer
      opened={recipient !== null}
      onClose={onClose}
      position="right"
      size={760}
      title={recipient?.displayName}
      closeButtonProps={{ 'aria-label': 'Close message' }}
    >
      {recipient && <RecipientDetail key={recipient.id} recipient={recipient} />}
    </Drawer>
  );
}

function RecipientDetail({ recipient }: { recipient: Recipient }) {
  const workspaceId = useWorkspaceId();
  return (
    <div className={classes.detail}>
      <dl className={classes.facts}>
        <Fact name="State">
          <Status kind="recipient" value={recipient.state} />
        </Fact>
        <Fact name="Address">{recipient.email ?? 'None'}</Fact>
        {recipient.variant && <Fact name="Variant">{recipient.variant}</Fact>}
        {recipient.skipReason && <Fact name="Left out">{skipWord(recipient.skipReason)}</Fact>}
        {recipient.error && <Fact name="Error">{recipient.error}</Fact>}
        {recipient.attempts > 1 && <Fact name="Attempts">{recipient.attempts}</Fact>}
        {recipient.acceptedAt && <Fact name="Accepted">{formatExact(recipient.acceptedAt)}</Fact>}
        {recipient.openedAt && <Fact name="Opened">{timesOf(recipient.opens, recipient.openedAt, recipient.lastOpenedAt)}</Fact>}
        {recipient.clickedAt && <Fact name="Clicked">{timesOf(recipient.clicks, recipient.clickedAt, recipient.lastClickedAt)}</Fact>}
        {recipient.messageId && (
          <Fact name="Message-ID">
            <code>{recipient.messageId}</code>
          </Fact>
        )}
        <Fact name="Contact">
          <Link to={paths.contact(workspaceId, recipient.contactId)}>Open {recipient.displayName}</Link>
        </Fact>
      </dl>
      {recipient.sentMessageId ? (
        <ExactMessage id={recipient.sentMessageId} />
      ) : (
        <EmptyState
          picture="envelope"
          title="No message yet"
          text={recipient.state === 'skipped' ? 'Recipients who are left out get no message.' : 'Available once sent.'}
        />
      )}
    </div>
  );
}

function ExactMessage({ id }: { id: string }) {
  const message = useSentMessage(useWorkspaceId(), id);
  if (message.isPending) return <LinesSkeleton lines={8} />;
  if (!message.data) return <ErrorState error={message.error} onRetry={() => void message.refetch()} />;
  const { data } = message;
  return (
    <Tabs defaultValue="message">
      <Tabs.List mb="md">
        <Tabs.Tab value="message">Message</Tabs.Tab>
        <Tabs.Tab value="events">What happened</Tabs.Tab>
        {data.headers.length > 0 && <Tabs.Tab value="headers">Headers</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="message">
        <HtmlPreview
          html={data.html}
          text={data.text}
          title="Message as sent"
          height="max(380px, calc(100dvh - 420px))"
          caption={
            <span className={classes.subject} dir="auto">
              {data.subject}
            </span>
          }
        />
      </Tabs.Panel>
      <Tabs.Panel value="events">
        <ol className={classes.events}>
          {data.events.map((event, index) => (
            <li key={`${event.type}-${index}`}>
              <strong>{eventWord(event)}</strong>
              <span>{event.detail}</span>
              <time dateTime={event.at}>{formatExact(event.at)}</time>
            </li>
          ))}
          {data.events.length === 0 && <li>No delivery events yet.</li>}
        </ol>
      </Tabs.Panel>
      <Tabs.Panel value="headers">
        <dl className={classes.facts}>
          {data.headers.map((header, index) => (
            <Fact key={`${header.name}-${index}`} name={header.name}>
              {header.value}
            </Fact>
          ))}
        </dl>
      </Tabs.Panel>
    </Tabs>
  );
}

function timesOf(times: number, first: string, last: string | null): string {
  return times > 1 && last ? `${plural(times, 'time')}, first ${formatExact(first)}, last ${formatExact(last)}` : formatExact(first);
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
