import { listPersonalValues, type PersonalFieldValueDto, savePersonalValues, unwrap } from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type PersonalValue = PersonalFieldValueDto;

const valuesKey = (workspaceId: string, contactId: string) => workspaceKey(workspaceId, 'personalFields', contactId);

/** What the reader keeps about a contact for themselves. */
export function usePersonalValues(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: valuesKey(workspaceId, contactId),
    queryFn: () => unwrap(listPersonalValues({ path: { workspaceId, id: contactId } })),
  });
}

export function useSavePersonalValues(workspaceId: string, contactId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (values: Record<string, unknown>) => unwrap(savePersonalValues({ path: { workspaceId, id: contactId }, body: { values } })),
    onSuccess: (values) => queryClient.setQueryData(valuesKey(workspaceId, contactId), values),
  });
}
