import {
  countConversations,
  getContact,
  getConversation,
  getTimelineEntry,
  listConversations,
  listTimeline,
  readConversation,
  unreadConversation,
  unwrap,
  updateConversation,
  type ContactDto,
  type ConversationDto,
  type TimelineEntryDto,
  type UpdateConversationDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type Conversation = ConversationDto;
export type ConversationChange = Omit<UpdateConversationDto, 'lastEntryId'>;
export type Message = TimelineEntryDto;
export type InboxContact = ContactDto;

export const INBOX_VIEWS = ['open', 'mine', 'unassigned', 'snoozed', 'done'] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];
export type InboxChannel = Conversation['channel'];

/** A snooze ends at its time, and nothing tells of it: the lists are asked for again this often. */
const ASK_AGAIN_MS = 60_000;
const PAGE = 40;
const MESSAGES = 20;

const inboxKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'inbox', ...rest);
const oneKey = (workspaceId: string, id: string) => inboxKey(workspaceId, 'one', id);
/** With the rest of the timeline of the contact: what changes that changes this. */
const messagesKey = (workspaceId: string, contactId: string, ...rest: readonly unknown[]) =>
  workspaceKey(workspaceId, 'timeline', contactId, 'conversation', ...rest);

export function useConversations(workspaceId: string, view: InboxView, channel: InboxChannel | '') {
  return useKeysetRows({
    queryKey: inboxKey(workspaceId, 'list', view, channel),
    fetchPage: (cursor, signal) =>
      unwrap(
        listConversations({
          path: { workspaceId },
          query: { limit: PAGE, view, ...(channel && { channel }), ...(cursor ? { cursor } : {}) },
          signal,
        }),
      ),
    keepsAll: true,
  });
}

export function useInboxCounts(workspaceId: string) {
  return useQuery({
    queryKey: inboxKey(workspaceId, 'counts'),
    queryFn: ({ signal }) => unwrap(countConversations({ path: { workspaceId }, signal })),
    refetchInterval: ASK_AGAIN_MS,
  });
}

export function useConversation(workspaceId: string, id: string) {
  return useQuery({
    queryKey: oneKey(workspaceId, id),
    queryFn: ({ signal }) => unwrap(getConversation({ path: { workspaceId, id }, signal })),
  });
}

/** What both sides wrote, the newest first. */
export function useMessages(workspaceId: string, { contactId, channel }: Pick<Conversation, 'contactId' | 'channel'>) {
  const queryClient = useQueryClient();
  useWorkspaceEvents({
    'timeline.changed': ({ id }) => {
      if (id === contactId) void queryClient.invalidateQueries({ queryKey: messagesKey(workspaceId, contactId) });
    },
  });
  return useKeysetRows({
    queryKey: messagesKey(workspaceId, contactId, 'list', channel),
    fetchPage: (cursor, signal) =>
      unwrap(
        listTimeline({
          path: { workspaceId, id: contactId },
          query: { limit: MESSAGES, types: [channel], ...(cursor ? { cursor } : {}) },
          signal,
        }),
      ),
    keepsAll: true,
    staleTime: 0,
  });
}

/** A message with its whole text, which the list cuts. */
export function useWholeMessage(workspaceId: string, { id, contactId }: Message, isWanted: boolean) {
  return useQuery({
    queryKey: messagesKey(workspaceId, contactId, 'entry', id),
    queryFn: ({ signal }) => unwrap(getTimelineEntry({ path: { workspaceId, id: contactId, entryId: id }, signal })),
    enabled: isWanted,
    gcTime: 60_000,
  });
}

/** Who wrote, as their page shows them. */
export function useInboxContact(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'contacts', 'one', contactId),
    queryFn: () => unwrap(getContact({ path: { workspaceId, id: contactId } })),
  });
}

function useInboxChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: inboxKey(workspaceId) }),
      queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'dashboard') }),
    ]);
}

/** Everything that is done to a conversation. A change is refused when an answer has arrived that is not on the screen. */
export function useConversationActs(workspaceId: string) {
  const queryClient = useQueryClient();
  const changed = useInboxChanged(workspaceId);
  const onSuccess = (conversation: Conversation) => {
    queryClient.setQueryData(oneKey(workspaceId, conversation.id), conversation);
    return changed();
  };
  const path = (id: string) => ({ path: { workspaceId, id } });
  return {
    change: useServerMutation({
      mutationFn: ({ conversation: { id, lastEntryId }, to }: { conversation: Conversation; to: ConversationChange }) =>
        unwrap(updateConversation({ ...path(id), body: { ...to, lastEntryId } })),
      onSuccess,
    }),
    read: useServerMutation({
      mutationFn: ({ id, lastEntryId }: Conversation) => unwrap(readConversation({ ...path(id), body: { lastEntryId } })),
      onSuccess,
    }),
    unread: useServerMutation({ mutationFn: ({ id }: Conversation) => unwrap(unreadConversation(path(id))), onSuccess }),
  };
}

/** New answers appear by themselves. */
export function useLiveInbox(workspaceId: string): void {
  const queryClient = useQueryClient();
  const changed = useInboxChanged(workspaceId);
  useWorkspaceEvents({
    // Its last message may be one that we wrote.
    'timeline.changed': () => void queryClient.invalidateQueries({ queryKey: inboxKey(workspaceId) }),
    'inbox.changed': () => {
      void changed();
      void queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'timeline') });
    },
  });
}
