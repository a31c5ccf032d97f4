import {
  bulkContacts,
  cancelBulk,
  getBulk,
  listActiveBulk,
  listBulkLeft,
  undoBulk,
  unwrap,
  type BulkActionDto,
  type BulkFieldDto,
  type BulkLeftDto,
  type BulkUndoDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import type { ContactFilter } from './contactFilters';
import { announceContacts } from './contactQueries';

export type Bulk = BulkActionDto;
export type BulkUndo = BulkUndoDto;
export type BulkLeft = BulkLeftDto;
export type BulkSet = BulkFieldDto;

/** While it goes on it is asked for anew: whoever waits for it sees it move, also without live events. */
const ASK_AGAIN_MS = 700;

const bulkKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'bulk', ...rest);

export interface BulkInput {
  action: Exclude<Bulk['action'], 'mergeDuplicates' | 'import'>;
  listId?: string;
  set?: BulkSet;
  selection: { ids: readonly string[] } | { filter: ContactFilter };
}

export function useStartBulk(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ action, listId, set, selection }: BulkInput) =>
      unwrap(
        bulkContacts({
          path: { workspaceId },
          body: {
            action,
            ...(listId ? { listId } : {}),
            ...(set ? { set } : {}),
            selection: 'filter' in selection ? { filter: selection.filter } : { contactIds: [...selection.ids] },
          },
        }),
      ),
    // Not awaited: whoever acted is told at once, while the tables ask again.
    onSettled: () => void announceContacts(queryClient, workspaceId),
  });
}

export function useBulk(workspaceId: string, bulkId: string) {
  return useQuery({
    queryKey: bulkKey(workspaceId, 'one', bulkId),
    queryFn: () => unwrap(getBulk({ path: { workspaceId, bulkId } })),
    refetchInterval: ({ state }) => (state.data?.isFinished ? false : ASK_AGAIN_MS),
  });
}

/** Those that were begun before this page was opened, or by someone else. */
export function useActiveBulk(workspaceId: string) {
  return useQuery({ queryKey: bulkKey(workspaceId, 'active'), queryFn: () => unwrap(listActiveBulk({ path: { workspaceId } })) });
}

/** What a toast does long after the component that showed it is gone. */
export function useBulkCalls(workspaceId: string) {
  const queryClient = useQueryClient();
  return {
    changed: () => void announceContacts(queryClient, workspaceId),
    /** The toast asks for it anew. */
    forget: (bulkId: string) => queryClient.removeQueries({ queryKey: bulkKey(workspaceId, 'one', bulkId) }),
    cancel: (bulkId: string) => unwrap(cancelBulk({ path: { workspaceId, bulkId } })),
    undo: (undoId: string) => unwrap(undoBulk({ path: { workspaceId, undoId } })),
  };
}

export function useBulkLeft(workspaceId: string, bulkId: string, phase: 'do' | 'undo') {
  return useQuery({
    queryKey: bulkKey(workspaceId, 'left', bulkId, phase),
    queryFn: () => unwrap(listBulkLeft({ path: { workspaceId, bulkId }, query: { phase, limit: 200 } })),
  });
}
