import { Drawer, Stack, Tabs } from '@mantine/core';
import { formatExact } from '../../shared/format/format';
import { ErrorState } from '../../shared/ui/ErrorState';
import { eventWord } from '../../shared/ui/eventWord';
import { HtmlPreview } from '../../shared/ui/HtmlPreview';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { Status } from '../../shared/ui/Status';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './SentMessage.module.css';
import { useSentMessage, type SentMessage } from './timelineQueries';

/** The exact message that went out; nothing here is rendered again. */
export function SentMessageDrawer({ messageId, onClose }: { messageId: string | null; onClose: () => void }) {
  return (
    <Drawer opened={messageId !== null} onClose={onClose} position="right" size={820} title="Message as sent">
      {messageId && <LoadedMessage messageId={messageId} />}
    </Drawer>
  );
}

function LoadedMessage({ messageId }: { messageId: string }) {
  const message = useSentMessage(useWorkspaceId(), messageId);
  if (message.isPending) return <LinesSkeleton lines={10} />;
  if (message.isError) return <ErrorState error={message.error} onRetry={() => void message.refetch()} />;
  return <MessageBody message={message.data} />;
}

function MessageBody({ message }: { message: SentMessage }) {
  return (
    <Stack gap="md">
      <div>
        <h2 className={classes.subject} dir="auto">
          {message.subject}
        </h2>
        <dl className={classes.facts}>
          <dt>From</dt>
          <dd dir="auto">{message.from}</dd>
          <dt>To</dt>
          <dd dir="auto">{message.to}</dd>
          <dt>Sent</dt>
          <dd className="rp-num">{formatExact(message.sentAt)}</dd>
          {message.state && (
            <>
              <dt>State</dt>
              <dd>
                <Status kind="recipient" value={message.state} />
              </dd>
            </>
          )}
        </dl>
      </div>
      <Tabs defaultValue="message">
        <Tabs.List mb="md">
          <Tabs.Tab value="message">Message</Tabs.Tab>
          <Tabs.Tab value="delivery">Delivery</Tabs.Tab>
          <Tabs.Tab value="headers">Headers</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="message">
          <HtmlPreview html={message.html} text={message.text} title="Message as sent" />
        </Tabs.Panel>
        <Tabs.Panel value="delivery">
          <DeliveryEvents events={message.events} />
        </Tabs.Panel>
        <Tabs.Panel value="headers">
          <dl className={classes.headers} tabIndex={0} aria-label="Headers">
            {message.headers.map((header, index) => (
              <div key={index}>
                <dt>{header.name}</dt>
                <dd>{header.value}</dd>
              </div>
            ))}
          </dl>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function DeliveryEvents({ events }: { events: SentMessage['events'] }) {
  if (events.length === 0) return <p className={classes.none}>No delivery events yet.</p>;
  return (
    <ol className={classes.events}>
      {events.map((event, index) => (
        <li key={index}>
          <span>{event.kind && event.kind !== 'person' ? eventWord(event) : <Status kind="recipient" value={event.type} />}</span>
          <span className={classes.detail} dir="auto">
            {event.detail}
          </span>
          <time dateTime={event.at} className="rp-num">
            {formatExact(event.at)}
          </time>
        </li>
      ))}
    </ol>
  );
}
