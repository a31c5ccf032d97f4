import { addToList, createList, deleteList, listLists, removeFromList, unwrap, updateList, type ListDto } from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type ContactList = ListDto;

const listsKey = (workspaceId: string) => workspaceKey(workspaceId, 'lists');

/** Contacts show their lists, and the timeline tells of a changed stage. */
function useListsChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () =>
    void Promise.all(
      ['lists', 'contacts', 'dashboard', 'timeline'].map((domain) =>
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
    mutationFn: ({ id, ...body }: Partial<ListInput> & { id: string }) => unwrap(updateList({ path: { workspaceId, id }, body })),
    onSuccess: changed,
  });
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
