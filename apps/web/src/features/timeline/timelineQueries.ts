import {
  deleteTimelineEntry,
  editTimelineEntry,
  getSentMessage,
  getTimelineEntry,
  listTimeline,
  listTimelineVersions,
  logEntry,
  restoreTimelineEntry,
  uploadNoteFile,
  unwrap,
  type EditEntryDto,
  type LogEntryDto,
  type SentMessageDto,
  type TimelineEntryDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { apiUrl } from '../../shared/basePath';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type TimelineEntry = TimelineEntryDto;
export type EntryType = TimelineEntry['type'];
export type SentMessage = SentMessageDto;
export type NewEntry = LogEntryDto;
export type EntryChange = EditEntryDto;

export interface TimelineView {
  readonly types: readonly EntryType[];
  readonly search: string;
  readonly userId: string;
}

const PAGE = 30;
const LATEST = 5;
const timelineKey = (workspaceId: string, contactId: string, ...rest: readonly unknown[]) =>
  workspaceKey(workspaceId, 'timeline', contactId, ...rest);

export function useTimeline(workspaceId: string, contactId: string, { types, search, userId }: TimelineView) {
  const queryClient = useQueryClient();
  useWorkspaceEvents({
    'timeline.changed': ({ id }) => {
      if (id === contactId) void queryClient.invalidateQueries({ queryKey: timelineKey(workspaceId, contactId) });
    },
  });
  return useKeysetRows({
    queryKey: timelineKey(workspaceId, contactId, 'list', types.join(), search, userId),
    fetchPage: (cursor, signal) =>
      unwrap(
        listTimeline({
          path: { workspaceId, id: contactId },
          query: {
            limit: PAGE,
            ...(types.length > 0 ? { types: [...types] } : {}),
            ...(search ? { search } : {}),
            ...(userId ? { userId } : {}),
            ...(cursor ? { cursor } : {}),
          },
          signal,
        }),
      ),
    keepsAll: true,
    // Campaigns and recipients add to it, and no event tells: it is asked for again whenever it is opened.
    staleTime: 0,
  });
}

/** The newest entries, for a quick look. */
export function useLatestEntries(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: timelineKey(workspaceId, contactId, 'latest'),
    queryFn: ({ signal }) => unwrap(listTimeline({ path: { workspaceId, id: contactId }, query: { limit: LATEST }, signal })),
  });
}

/** The entry with its whole text, which a list cuts. */
export function useWholeTimelineEntry(workspaceId: string, { id, contactId }: Pick<TimelineEntry, 'id' | 'contactId'>, isWanted: boolean) {
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

export function useLogEntry(workspaceId: string, contactId: string) {
  const changed = useTimelineChanged(workspaceId, contactId);
  return useServerMutation({
    mutationFn: (body: NewEntry) => unwrap(logEntry({ path: { workspaceId, id: contactId }, body })),
    onSuccess: changed,
  });
}

/** Answers the file as a note names it; it belongs to nothing until a note does. */
export function useUploadNoteFile(workspaceId: string, contactId: string) {
  return useServerMutation({
    mutationFn: (file: File) => unwrap(uploadNoteFile({ path: { workspaceId, id: contactId }, body: { file } })),
  });
}

export function noteFileUrl(workspaceId: string, contactId: string, fileId: string): string {
  return apiUrl(`/api/v1/workspaces/${workspaceId}/contacts/${contactId}/files/${fileId}`);
}

export function useEditEntry(workspaceId: string, { id: entryId, contactId }: TimelineEntry) {
  const changed = useTimelineChanged(workspaceId, contactId);
  return useServerMutation({
    mutationFn: (body: EntryChange) => unwrap(editTimelineEntry({ path: { workspaceId, id: contactId, entryId }, body })),
    onSuccess: changed,
  });
}

export function useDeleteEntry(workspaceId: string, { id: entryId, contactId }: TimelineEntry) {
  const changed = useTimelineChanged(workspaceId, contactId);
  const path = { workspaceId, id: contactId, entryId };
  const remove = useServerMutation({ mutationFn: () => unwrap(deleteTimelineEntry({ path })), onSuccess: changed });
  const restore = useServerMutation({ mutationFn: () => unwrap(restoreTimelineEntry({ path })), onSuccess: changed });
  return { remove, restore };
}

/** What an entry said before it was edited. */
export function useVersions(workspaceId: string, { id: entryId, contactId, editedAt }: TimelineEntry) {
  return useQuery({
    queryKey: timelineKey(workspaceId, contactId, 'versions', entryId, editedAt),
    queryFn: ({ signal }) => unwrap(listTimelineVersions({ path: { workspaceId, id: contactId, entryId }, signal })),
  });
}

export function useSentMessage(workspaceId: string, messageId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'sentMessages', messageId),
    queryFn: () => unwrap(getSentMessage({ path: { workspaceId, id: messageId } })),
  });
}
