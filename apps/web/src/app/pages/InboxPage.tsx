import { Button } from '@mantine/core';
import { mayActAs } from '@rapport/common';
import { useState } from 'react';
import { useParams } from 'react-router';
import { CallContact } from '../../features/calls/CallContact';
import { Inbox } from '../../features/inbox/Inbox';
import type { InboxParts } from '../../features/inbox/inboxParts';
import { EmailDrawer } from '../../features/messages/WriteEmail';
import { TextDrawer } from '../../features/messages/WriteText';
import { SentMessageDrawer } from '../../features/timeline/SentMessageDrawer';
import { useMembers } from '../../features/workspaces/workspaceQueries';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { assistOf, emailParts, textField } from './composerParts';

export function InboxPage() {
  const { conversationId } = useParams();
  const members = useMembers(useWorkspaceId()).data ?? [];
  const [messageId, setMessageId] = useState<string | null>(null);
  const parts: InboxParts = {
    assignees: members.filter(({ role }) => mayActAs(role, 'author')),
    onOpenMessage: setMessageId,
    call: (contact) => (
      <CallContact
        key={contact.id}
        contact={contact}
        button={({ label, icon, onClick }) => (
          <Button variant="default" leftSection={icon} onClick={onClick}>
            {label}
          </Button>
        )}
      />
    ),
    composer: ({ contactId, contactName, channel, lastEntryId, subject }, state) => {
      const contact = { id: contactId, displayName: contactName };
      return channel === 'text' ? (
        <TextDrawer contact={contact} field={textField} assist={assistOf(contactId, 'text')} isAnswer {...state} />
      ) : (
        <EmailDrawer contact={contact} parts={emailParts(contactId)} answered={{ entryId: lastEntryId, subject }} {...state} />
      );
    },
  };
  return (
    <>
      <Inbox conversationId={conversationId} parts={parts} />
      <SentMessageDrawer messageId={messageId} onClose={() => setMessageId(null)} />
    </>
  );
}
