import { createCustomField, deleteCustomField, listCustomFields, unwrap, updateCustomField, type CustomFieldDto } from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type CustomField = CustomFieldDto;
export type FieldType = CustomField['fieldType'];

const fieldsKey = (workspaceId: string) => workspaceKey(workspaceId, 'customFields');

/** Every contact shows every field. */
function useFieldsChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () =>
    void Promise.all(
      ['customFields', 'contacts', 'mergeTags'].map((domain) =>
        queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, domain) }),
      ),
    );
}

export function useCustomFields(workspaceId: string) {
  return useQuery({ queryKey: fieldsKey(workspaceId), queryFn: () => unwrap(listCustomFields({ path: { workspaceId } })) });
}

export interface FieldInput {
  label: string;
  fieldType: FieldType;
  options?: string[];
}

export function useCreateField(workspaceId: string) {
  const changed = useFieldsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (body: FieldInput) => unwrap(createCustomField({ path: { workspaceId }, body })),
    onSuccess: changed,
  });
}

/** The type stays: values that are there would lose their meaning. */
export function useUpdateField(workspaceId: string) {
  const changed = useFieldsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, ...body }: { id: string; label?: string; options?: string[] }) =>
      unwrap(updateCustomField({ path: { workspaceId, id }, body })),
    onSuccess: changed,
  });
}

export function useDeleteField(workspaceId: string) {
  const changed = useFieldsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deleteCustomField({ path: { workspaceId, id } })),
    onSuccess: changed,
  });
}
