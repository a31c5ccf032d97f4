import {
  createPersonalField,
  type CreatePersonalFieldDto,
  deletePersonalField,
  listPersonalFields,
  type PersonalFieldDto,
  unwrap,
  updatePersonalField,
  type UpdatePersonalFieldDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type PersonalField = PersonalFieldDto;

/** The same in all workspaces; under the one that is open, so that it goes with the rest when someone signs out. */
const fieldsKey = (workspaceId: string) => workspaceKey(workspaceId, 'personalFields');

function useFieldsChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: fieldsKey(workspaceId) });
}

export function usePersonalFields(workspaceId: string) {
  return useQuery({ queryKey: [...fieldsKey(workspaceId), 'all'], queryFn: () => unwrap(listPersonalFields()) });
}

export function useCreatePersonalField(workspaceId: string) {
  return useServerMutation({
    mutationFn: (body: CreatePersonalFieldDto) => unwrap(createPersonalField({ body })),
    onSuccess: useFieldsChanged(workspaceId),
  });
}

export function useUpdatePersonalField(workspaceId: string) {
  return useServerMutation({
    mutationFn: ({ id, ...body }: { id: string } & UpdatePersonalFieldDto) => unwrap(updatePersonalField({ path: { id }, body })),
    onSuccess: useFieldsChanged(workspaceId),
  });
}

export function useDeletePersonalField(workspaceId: string) {
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deletePersonalField({ path: { id } })),
    onSuccess: useFieldsChanged(workspaceId),
  });
}
