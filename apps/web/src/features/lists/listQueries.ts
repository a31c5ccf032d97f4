import {
  addToList,
  createList,
  deleteList,
  getList,
  listHistory,
  listHistoryOfContact,
  listLists,
  removeFromList,
  unwrap,
  updateList,
  type ListDto,
  type ListHistoryEntryDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type ContactList = ListDto;
export type ListHistoryEntry = ListHistoryEntryDto;
export type ListEvent = ListHistoryEntry['event'];

const listsKey = (workspaceId: string) => workspaceKey(workspaceId, 'lists');

/** Contacts show their lists, and the timeline tells of a changed stage. */
function useListsChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () =>
    void Promise.all(
      ['lists', 'board', 'contacts', 'dashboard', 'timeline', 'listHistory'].map((domain) =>
        queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, domain) }),
      ),
    );
}

export function useLists(workspaceId: string) {
  return useQuery({ queryKey: listsKey(workspaceId), queryFn: () => unwrap(listLists({ path: { workspaceId } })) });
}

export interface ListInput {
  name: string;
  isPrimary?: boolean;
  /** Of a stage. */
  stuckAfterDays?: number | null;
}

export function useCreateList(workspaceId: string) {
  const changed = useListsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (body: ListInput) => unwrap(createList({ path: { workspaceId }, body })),
    onSuccess: changed,
  });
}

export function useUpdateList(workspaceId: string) {
  const changed = useListsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, version, ...body }: Partial<ListInput> & { id: string; version?: number }) =>
      unwrap(updateList({ path: { workspaceId, id }, body: { ...body, ...(version === undefined ? {} : { version }) } })),
    onSuccess: changed,
  });
}

/** The list as it is now. */
export function readListAnew(workspaceId: string, id: string): Promise<ContactList> {
  return unwrap(getList({ path: { workspaceId, id } }));
}

export function useDeleteList(workspaceId: string) {
  const changed = useListsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deleteList({ path: { workspaceId, id } })),
    onSuccess: changed,
  });
}

/** Puts contacts on a list or takes them off. */
export function useListMembership(workspaceId: string) {
  const changed = useListsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ listId, contactIds, isOn }: { listId: string; contactIds: string[]; isOn: boolean }) =>
      unwrap((isOn ? addToList : removeFromList)({ path: { workspaceId, id: listId }, body: { contactIds } })),
    onSettled: changed,
  });
}

/** Of a list, or of a contact, newest first. */
export function useListHistory(workspaceId: string, of: { listId: string } | { contactId: string }, event: ListEvent | null) {
  return useKeysetRows<ListHistoryEntry>({
    queryKey: workspaceKey(workspaceId, 'listHistory', of, event),
    fetchPage: (cursor, signal) => {
      const query = { limit: 50, ...(event ? { event } : {}), ...(cursor ? { cursor } : {}) };
      return 'listId' in of
        ? unwrap(listHistory({ path: { workspaceId, id: of.listId }, query, signal }))
        : unwrap(listHistoryOfContact({ path: { workspaceId, id: of.contactId }, query, signal }));
    },
    keepsAll: true,
    // Imports and other people add to it.
    staleTime: 0,
  });
}
