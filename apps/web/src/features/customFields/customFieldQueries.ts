import { optionsOfField } from '@rapport/common';
import {
  archiveCustomField,
  countCustomFieldValues,
  createCustomField,
  type CreateCustomFieldDto,
  type CustomFieldDto,
  deleteCustomField,
  listCustomFields,
  orderCustomFields,
  restoreCustomField,
  unwrap,
  updateCustomField,
  type UpdateCustomFieldDto,
} from '@rapport/sdk';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
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

export const customFieldsQuery = (workspaceId: string) =>
  queryOptions({ queryKey: fieldsKey(workspaceId), queryFn: () => listFields(workspaceId, false) });

export function useCustomFields(workspaceId: string) {
  return useQuery(customFieldsQuery(workspaceId));
}

/** With all their options, whether the API names them one by one or not. */
async function listFields(workspaceId: string, archived: boolean): Promise<CustomField[]> {
  const fields = await unwrap(listCustomFields({ path: { workspaceId }, query: { archived } }));
  return fields.map((field) => ({ ...field, choices: [...optionsOfField(field)] }));
}

/** With those that are archived, for the settings. */
export function useAllCustomFields(workspaceId: string) {
  return useQuery({
    queryKey: [...fieldsKey(workspaceId), 'all'],
    queryFn: () => listFields(workspaceId, true),
  });
}

/** The field as it is now; undefined when it is gone. */
export async function readFieldAnew(workspaceId: string, id: string): Promise<CustomField | undefined> {
  return (await listFields(workspaceId, true)).find((field) => field.id === id);
}

/** How many contacts have a value, by the id of the field. */
export function useFieldUsage(workspaceId: string) {
  return useQuery({
    queryKey: [...fieldsKey(workspaceId), 'usage'],
    queryFn: async () => {
      const usage = await unwrap(countCustomFieldValues({ path: { workspaceId } }));
      return new Map(usage.map(({ id, contacts }) => [id, contacts]));
    },
  });
}

export function useCreateField(workspaceId: string) {
  const changed = useFieldsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (body: CreateCustomFieldDto) => unwrap(createCustomField({ path: { workspaceId }, body })),
    onSuccess: changed,
  });
}

export function useUpdateField(workspaceId: string) {
  const changed = useFieldsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, ...body }: { id: string } & UpdateCustomFieldDto) => unwrap(updateCustomField({ path: { workspaceId, id }, body })),
    onSuccess: changed,
  });
}

/** The order is on the page before it is saved; when it cannot be, the page shows what the server has. */
export function useOrderFields(workspaceId: string) {
  const queryClient = useQueryClient();
  const changed = useFieldsChanged(workspaceId);
  const key = [...fieldsKey(workspaceId), 'all'];
  return useServerMutation({
    mutationFn: (fields: readonly CustomField[]) =>
      unwrap(orderCustomFields({ path: { workspaceId }, body: { fields: fields.map(({ id, section }) => ({ id, section })) } })),
    onMutate: (fields: readonly CustomField[]) => {
      const archived = (queryClient.getQueryData<CustomField[]>(key) ?? []).filter(({ archivedAt }) => archivedAt !== null);
      queryClient.setQueryData<CustomField[]>(key, [...fields, ...archived]);
    },
    onSettled: changed,
  });
}

/** Out of the forms, with its values; or back. */
export function useArchiveField(workspaceId: string) {
  const changed = useFieldsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, isArchived }: { id: string; isArchived: boolean }) =>
      unwrap((isArchived ? archiveCustomField : restoreCustomField)({ path: { workspaceId, id } })),
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
