import {
  applyFieldTypeChange,
  type FieldTypeChangeDto,
  getFieldTypeChange,
  listFailingValues,
  rehearseFieldTypeChange,
  type StartFieldTypeChangeDto,
  undoFieldTypeChange,
  unwrap,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { hasStatus } from '../../shared/api/apiError';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type TypeChange = FieldTypeChangeDto;
export type TypeChangeInput = StartFieldTypeChangeDto;

const WORKING: readonly TypeChange['status'][] = ['checking', 'running', 'undoing'];
const ASK_EVERY_MS = 1_000;

export function isWorking(change: TypeChange | null | undefined): boolean {
  return change != null && WORKING.includes(change.status);
}

const changeKey = (workspaceId: string, fieldId: string) => workspaceKey(workspaceId, 'customFields', 'typeChange', fieldId);

/** The newest change of a field's type; null when there was none. While it works, it is asked for again and again. */
export function useTypeChange(workspaceId: string, fieldId: string) {
  return useQuery({
    queryKey: changeKey(workspaceId, fieldId),
    queryFn: async () => {
      try {
        return await unwrap(getFieldTypeChange({ path: { workspaceId, id: fieldId } }));
      } catch (error) {
        if (hasStatus(error, 404)) return null;
        throw error;
      }
    },
    refetchInterval: ({ state }) => (isWorking(state.data) ? ASK_EVERY_MS : false),
  });
}

/** The first values that cannot be read as the new type. */
export function useFailingValues(workspaceId: string, fieldId: string, change: TypeChange) {
  return useQuery({
    queryKey: [...changeKey(workspaceId, fieldId), change.id, change.status, 'failing'],
    queryFn: () => unwrap(listFailingValues({ path: { workspaceId, id: fieldId }, query: { limit: 100 } })),
    enabled: change.failing > 0 && !isWorking(change),
  });
}

function useChanged(workspaceId: string, fieldId: string) {
  const queryClient = useQueryClient();
  return (change: TypeChange) => {
    queryClient.setQueryData(changeKey(workspaceId, fieldId), change);
    void Promise.all(
      ['customFields', 'contacts', 'mergeTags'].map((domain) =>
        queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, domain) }),
      ),
    );
  };
}

export function useRehearseTypeChange(workspaceId: string, fieldId: string) {
  const changed = useChanged(workspaceId, fieldId);
  return useServerMutation({
    mutationFn: (body: TypeChangeInput) => unwrap(rehearseFieldTypeChange({ path: { workspaceId, id: fieldId }, body })),
    onSuccess: changed,
  });
}

export function useApplyTypeChange(workspaceId: string, fieldId: string) {
  const changed = useChanged(workspaceId, fieldId);
  return useServerMutation({
    mutationFn: () => unwrap(applyFieldTypeChange({ path: { workspaceId, id: fieldId } })),
    onSuccess: changed,
  });
}

export function useUndoTypeChange(workspaceId: string, fieldId: string) {
  const changed = useChanged(workspaceId, fieldId);
  return useServerMutation({
    mutationFn: () => unwrap(undoFieldTypeChange({ path: { workspaceId, id: fieldId } })),
    onSuccess: changed,
  });
}
