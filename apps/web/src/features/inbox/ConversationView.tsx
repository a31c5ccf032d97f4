import { Button } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { Link, type To } from 'react-router';
import { useShortcut } from '../../shared/keyboard/useShortcut';
import { paths } from '../../shared/paths';
import { act } from '../../shared/ui/act';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PersonAvatar } from '../../shared/ui/PersonAvatar';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ContactFacts } from './ContactFacts';
import { ConversationActions } from './ConversationActions';
import { ConversationMessages } from './ConversationMessages';
import type { InboxParts } from './inboxParts';
import classes from './Inbox.module.css';
import { useConversation, useConversationActs, useInboxContact, type Conversation } from './inboxQueries';

interface ConversationViewProps {
  conversationId: string;
  parts: InboxParts;
  backTo: To;
  /** It left the list that is shown: the next one has its place. */
  onPutAway: () => void;
}

export function ConversationView({ conversationId, parts, backTo, onPutAway }: ConversationViewProps) {
  const conversation = useConversation(useWorkspaceId(), conversationId);
  return (
    <article className={classes.conversation} aria-label={conversation.data?.contactName ?? 'Conversation'}>
      <Link to={backTo} className={classes.back}>
        <IconChevronLeft size={16} aria-hidden /> All conversations
      </Link>
      {conversation.isPending && <LinesSkeleton lines={10} />}
      {!conversation.isPending && !conversation.data && (
        <ErrorState error={conversation.error} onRetry={() => void conversation.refetch()} />
      )}
      {conversation.data && <Loaded conversation={conversation.data} parts={parts} onPutAway={onPutAway} />}
    </article>
  );
}

function Loaded({ conversation, parts, onPutAway }: { conversation: Conversation; parts: InboxParts; onPutAway: () => void }) {
  const workspaceId = useWorkspaceId();
  const mayWrite = useMay('author');
  const [isWriting, setWriting] = useState(false);
  const { contactId, contactName, company } = conversation;
  const contact = useInboxContact(workspaceId, contactId).data;
  const { change } = useConversationActs(workspaceId);
  const finish = {
    label: 'Send and mark as done',
    act: () => void act(() => change.mutateAsync({ conversation, to: { status: 'done' } })),
    undo: () => void act(() => change.mutateAsync({ conversation, to: { status: 'open' } })),
  };
  useReadOnSight(conversation);
  useShortcut('r', () => setWriting(true), mayWrite);
  return (
    <div className={classes.columns}>
      <div className={classes.talk}>
        <header className={classes.head}>
          <PersonAvatar name={contactName} seed={contactId} size={36} />
          <div className={classes.person}>
            <h2 className={classes.name} dir="auto">
              <Link to={paths.contact(workspaceId, contactId)}>{contactName}</Link>
            </h2>
            <span className={classes.meta} dir="auto">
              {[company, conversation.channel === 'text' ? 'Texts' : 'Email'].filter(Boolean).join(' · ')}
            </span>
          </div>
          {mayWrite && <ConversationActions conversation={conversation} assignees={parts.assignees} onPutAway={onPutAway} />}
        </header>
        <ConversationMessages conversation={conversation} onOpenMessage={parts.onOpenMessage} />
        {mayWrite && (
          <div className={classes.answerBar}>
            <Button onClick={() => setWriting(true)}>{conversation.channel === 'text' ? 'Answer by text' : 'Answer'}</Button>
            {contact && !contact.deletedAt && parts.call(contact)}
          </div>
        )}
        {parts.composer(conversation, { isOpen: isWriting, onOpen: () => setWriting(true), onClose: () => setWriting(false), finish })}
      </div>
      <ContactFacts contactId={contactId} />
    </div>
  );
}

/** What is on the screen is read, once for each answer: what someone marks as unread stays so. Viewers read without a trace. */
function useReadOnSight(conversation: Conversation): void {
  const { read } = useConversationActs(useWorkspaceId());
  const mayWrite = useMay('author');
  const see = useEffectEvent(() => {
    if (mayWrite && conversation.unread > 0 && document.visibilityState === 'visible') read.mutate(conversation);
  });
  useEffect(() => {
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [conversation.lastEntryId]);
}
