import {
  addNote,
  deleteNote,
  getSentMessage,
  getTimelineEntry,
  listTimeline,
  unwrap,
  type SentMessageDto,
  type TimelineEntryDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type TimelineEntry = TimelineEntryDto;
export type EntryType = TimelineEntry['type'];
export type SentMessage = SentMessageDto;

const PAGE = 30;
const timelineKey = (workspaceId: string, contactId: string, ...rest: readonly unknown[]) =>
  workspaceKey(workspaceId, 'timeline', contactId, ...rest);

export function useTimeline(workspaceId: string, contactId: string, type: EntryType | null) {
  return useKeysetRows({
    queryKey: timelineKey(workspaceId, contactId, type ?? 'all'),
    fetchPage: (cursor, signal) =>
      unwrap(
        listTimeline({
          path: { workspaceId, id: contactId },
          query: { limit: PAGE, ...(type ? { type } : {}), ...(cursor ? { cursor } : {}) },
          signal,
        }),
      ),
    keepsAll: true,
    // Campaigns and recipients add to it, and no event tells: it is asked for again whenever it is opened.
    staleTime: 0,
  });
}

/** The entry with its whole text, which a list cuts. */
export function useWholeTimelineEntry(workspaceId: string, { id, contactId }: TimelineEntry, isWanted: boolean) {
  return useQuery({
    queryKey: timelineKey(workspaceId, contactId, 'entry', id),
    queryFn: ({ signal }) => unwrap(getTimelineEntry({ path: { workspaceId, id: contactId, entryId: id }, signal })),
    enabled: isWanted,
    gcTime: 60_000,
  });
}

function useTimelineChanged(workspaceId: string, contactId: string) {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: timelineKey(workspaceId, contactId) }),
      queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'dashboard') }),
    ]);
}

export function useAddNote(workspaceId: string, contactId: string) {
  const changed = useTimelineChanged(workspaceId, contactId);
  return useServerMutation({
    mutationFn: (text: string) => unwrap(addNote({ path: { workspaceId, id: contactId }, body: { text } })),
    onSuccess: changed,
  });
}

export function useDeleteNote(workspaceId: string, contactId: string) {
  const changed = useTimelineChanged(workspaceId, contactId);
  return useServerMutation({
    mutationFn: (entryId: string) => unwrap(deleteNote({ path: { workspaceId, id: contactId, entryId } })),
    onSuccess: changed,
  });
}

export function useSentMessage(workspaceId: string, messageId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'sentMessages', messageId),
    queryFn: () => unwrap(getSentMessage({ path: { workspaceId, id: messageId } })),
  });
}
