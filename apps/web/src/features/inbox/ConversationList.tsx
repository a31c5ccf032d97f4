import { IconClock, IconMail, IconMessage } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, type To } from 'react-router';
import { formatExact } from '../../shared/format/format';
import type { RowSource } from '../../shared/table/columns';
import { PagedList } from '../../shared/ui/PagedList';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import classes from './Inbox.module.css';
import type { Conversation, InboxView } from './inboxQueries';

interface ConversationListProps {
  source: RowSource<Conversation>;
  openId: string | undefined;
  to: (id: string) => To;
  view: InboxView;
  empty: ReactNode;
}

/** Unread in bold, the newest answer first, more by scrolling. */
export function ConversationList({ source, openId, to, view, empty }: ConversationListProps) {
  return (
    <section className={classes.list} aria-label="Conversations">
      <div className={classes.scroll}>
        <PagedList source={source} loadsByScrolling lines={9} waitsIn={classes.loading} empty={empty}>
          {(conversations) => (
            <ul className={classes.items}>
              {conversations.map((conversation) => (
                <Item
                  key={conversation.id}
                  conversation={conversation}
                  isOpen={conversation.id === openId}
                  to={to(conversation.id)}
                  isSnoozed={view === 'snoozed'}
                />
              ))}
            </ul>
          )}
        </PagedList>
      </div>
    </section>
  );
}

function Item({ conversation, isOpen, to, isSnoozed }: { conversation: Conversation; isOpen: boolean; to: To; isSnoozed: boolean }) {
  const { contactName, channel, unread, subject, preview, lastDirection, lastMessageAt, assigneeId, assigneeName, snoozedUntil } =
    conversation;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isOpen) link.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  const ChannelIcon = channel === 'text' ? IconMessage : IconMail;
  return (
    <li className={classes.item}>
      <Link ref={link} to={to} className={classes.link} aria-current={isOpen ? 'true' : undefined} data-unread={unread > 0 || undefined}>
        <span className={classes.itemLine}>
          <span className={classes.who} dir="auto">
            {unread > 0 && <span className={classes.srOnly}>Unread: </span>}
            {contactName}
          </span>
          <span className={classes.when}>
            {isSnoozed && snoozedUntil ? (
              <span className={classes.until}>
                <IconClock size={13} aria-hidden /> {formatExact(snoozedUntil)}
              </span>
            ) : (
              <RelativeTime iso={lastMessageAt} />
            )}
          </span>
        </span>
        <span className={classes.itemLine}>
          <span className={classes.itemSubject} dir="auto">
            {channel === 'text' ? 'Text' : (subject ?? 'No subject')}
          </span>
          <ChannelIcon size={14} aria-hidden className={classes.channel} />
        </span>
        <span className={classes.itemLine}>
          <span className={classes.itemPreview} dir="auto">
            {lastDirection === 'outgoing' && <span className={classes.you}>You: </span>}
            {preview || 'No text'}
          </span>
          {assigneeId !== null && (
            <span className={classes.assignee} title={`Assigned to ${assigneeName ?? ''}`}>
              <span className={classes.srOnly}>Assigned to {assigneeName}</span>
              <PersonAvatar name={assigneeName ?? ''} seed={assigneeId} size={18} />
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}
