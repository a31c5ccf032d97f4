import { Button } from '@mantine/core';
import { IconRobot } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { formatExact } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { Status } from '../../shared/ui/Status';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import classes from './Inbox.module.css';
import { useMessages, useWholeMessage, type Conversation, type Message } from './inboxQueries';

interface ConversationMessagesProps {
  conversation: Conversation;
  onOpenMessage: (messageId: string) => void;
}

/** Read from top to bottom, and opened at its end. */
export function ConversationMessages({ conversation, onOpenMessage }: ConversationMessagesProps) {
  const source = useMessages(useWorkspaceId(), conversation);
  const box = useRef<HTMLDivElement>(null);
  const newest = source.rows[0]?.id;
  useEffect(() => {
    if (newest !== undefined) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [newest]);
  if (source.isLoading)
    return (
      <div className={classes.messages}>
        <LinesSkeleton lines={8} />
      </div>
    );
  if (source.error) return <ErrorState error={source.error} onRetry={source.retry} />;
  return (
    <div ref={box} className={classes.messages} tabIndex={0} role="region" aria-label="Messages">
      {source.hasMore && (
        <Button variant="subtle" color="gray" size="xs" loading={source.isLoadingMore} onClick={source.loadMore}>
          {source.moreError ? 'Couldn’t load them. Try again' : 'Show older messages'}
        </Button>
      )}
      <ol className={classes.entries}>
        {[...source.rows].reverse().map((message) => (
          <Entry key={message.id} message={message} conversation={conversation} onOpenMessage={onOpenMessage} />
        ))}
      </ol>
    </div>
  );
}

interface EntryProps extends ConversationMessagesProps {
  message: Message;
}

function Entry({ message, conversation, onOpenMessage }: EntryProps) {
  const { content, campaignId, timestamp } = message;
  if (content['isAutomatic'] === true)
    return (
      <li className={classes.quietEntry}>
        <details className={classes.automatic}>
          <summary>
            <IconRobot size={14} aria-hidden /> Automatic answer <Moment at={timestamp} />
          </summary>
          <Words message={message} />
        </details>
      </li>
    );
  if (campaignId !== null)
    return (
      <li className={classes.quietEntry}>
        <CampaignLine message={message} onOpenMessage={onOpenMessage} />
      </li>
    );
  const isIncoming = content['direction'] === 'incoming';
  const author = isIncoming ? conversation.contactName : (message.actorName ?? 'Your team');
  const from = content['from'];
  return (
    <li className={classes.entry} data-side={isIncoming ? 'in' : 'out'}>
      <div className={classes.entryHead}>
        <PersonAvatar name={author} seed={isIncoming ? conversation.contactId : (message.actorId ?? author)} size={22} />
        <span className={classes.author} dir="auto">
          {author}
        </span>
        {typeof from === 'string' && <span className={classes.meta}>from {from}</span>}
        {!isIncoming && message.status && <Status kind="recipient" value={message.status} />}
        <Moment at={timestamp} />
      </div>
      {typeof content['subject'] === 'string' && content['subject'] !== '' && (
        <div className={classes.entrySubject} dir="auto">
          {content['subject']}
        </div>
      )}
      <Words message={message} />
      {typeof content['reason'] === 'string' && (
        <p className={classes.reason} dir="auto">
          {content['reason']}
        </p>
      )}
      {!isIncoming && message.type === 'email' && message.messageId !== null && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          className={classes.entryButton}
          onClick={() => onOpenMessage(message.messageId ?? '')}
        >
          Open the email
        </Button>
      )}
    </li>
  );
}

function CampaignLine({ message, onOpenMessage }: Pick<EntryProps, 'message' | 'onOpenMessage'>) {
  const workspaceId = useWorkspaceId();
  const { campaignId, messageId, title, timestamp } = message;
  return (
    <span className={classes.campaign}>
      <Link to={paths.campaign(workspaceId, campaignId ?? '')}>Campaign</Link>
      {messageId === null ? (
        <span dir="auto">{title}</span>
      ) : (
        <button type="button" className={classes.plainButton} onClick={() => onOpenMessage(messageId)} dir="auto">
          {title}
        </button>
      )}
      <Moment at={timestamp} />
    </span>
  );
}

function Moment({ at }: { at: string }) {
  return (
    <span className={classes.moment} title={formatExact(at)}>
      <RelativeTime iso={at} />
    </span>
  );
}

/** What was written, whole when it is asked for, and folded what it repeats. */
function Words({ message }: { message: Message }) {
  const [isWhole, setWhole] = useState(false);
  const whole = useWholeMessage(useWorkspaceId(), message, message.isShortened && isWhole);
  const { content } = whole.data ?? message;
  const text = message.type === 'text' ? content['message'] : content['body'];
  const { quoted } = content;
  return (
    <>
      {typeof text === 'string' && text !== '' && (
        <p className={classes.words} dir="auto">
          {text}
        </p>
      )}
      {message.isShortened && !whole.data && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          className={classes.entryButton}
          loading={whole.isFetching}
          onClick={() => (isWhole ? void whole.refetch() : setWhole(true))}
        >
          {whole.isError ? 'Couldn’t load it. Try again' : 'Show all'}
        </Button>
      )}
      {typeof quoted === 'string' && quoted !== '' && (
        <details className={classes.quoted}>
          <summary>Quoted text</summary>
          <blockquote dir="auto">{quoted}</blockquote>
        </details>
      )}
    </>
  );
}
