import {
  createForm,
  type CreateFormDto,
  deleteForm,
  type FormDto,
  type FormFieldDto,
  type FormSummaryDto,
  getForm,
  listCustomFields,
  listForms,
  listLists,
  listSignUps,
  listTopics,
  previewForm,
  type PreviewFormDto,
  type SignUpDto,
  unwrap,
  updateForm,
  type UpdateFormDto,
} from '@rapport/sdk';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type SignUpForm = FormDto;
export type FormSummary = FormSummaryDto;
export type FormField = FormFieldDto;
export type FieldKey = FormField['key'];
export type FormWords = PreviewFormDto;
export type SignUp = SignUpDto;

const formsKey = (workspaceId: string) => workspaceKey(workspaceId, 'forms');

function useFormsChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () => void queryClient.invalidateQueries({ queryKey: formsKey(workspaceId) });
}

export function useForms(workspaceId: string) {
  return useQuery({ queryKey: workspaceKey(workspaceId, 'forms', 'all'), queryFn: () => unwrap(listForms({ path: { workspaceId } })) });
}

export function useSignUpForm(workspaceId: string, id: string) {
  return useQuery({ queryKey: workspaceKey(workspaceId, 'forms', id), queryFn: () => readForm(workspaceId, id) });
}

export function readForm(workspaceId: string, id: string): Promise<SignUpForm> {
  return unwrap(getForm({ path: { workspaceId, id } }));
}

/** The page with these words; the one before stays while it is made. */
export function useFormPreview(workspaceId: string, words: FormWords, isComplete: boolean) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'formPreview', words),
    queryFn: ({ signal }) => unwrap(previewForm({ path: { workspaceId }, body: words, signal })),
    placeholderData: keepPreviousData,
    enabled: isComplete,
  });
}

export function useSignUps(workspaceId: string, formId: string) {
  return useKeysetRows<SignUp>({
    queryKey: workspaceKey(workspaceId, 'forms', formId, 'signUps'),
    fetchPage: (cursor, signal) =>
      unwrap(listSignUps({ path: { workspaceId, id: formId }, query: { limit: 25, ...(cursor ? { cursor } : {}) }, signal })),
    keepsAll: true,
    // Visitors add to it.
    staleTime: 0,
  });
}

/** Custom fields that a form can ask for. */
export function useFieldChoices(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'customFields', 'ofForms'),
    queryFn: () => unwrap(listCustomFields({ path: { workspaceId } })),
    select: (fields) => fields.map(({ fieldName, label }) => ({ key: `custom:${fieldName}`, label })),
  });
}

/** Stages are left out: a form does not move anyone to one. */
export function useListChoices(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'lists'),
    queryFn: () => unwrap(listLists({ path: { workspaceId } })),
    select: (lists) => lists.filter(({ isPrimary }) => !isPrimary).map(({ id, name }) => ({ value: id, label: name })),
  });
}

export function useTopicChoices(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'topics'),
    queryFn: () => unwrap(listTopics({ path: { workspaceId } })),
    select: (topics) => topics.filter(({ isArchived }) => !isArchived).map(({ id, name }) => ({ value: id, label: name })),
  });
}

export function useCreateForm(workspaceId: string) {
  const changed = useFormsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (body: CreateFormDto) => unwrap(createForm({ path: { workspaceId }, body })),
    onSuccess: changed,
  });
}

export function useUpdateForm(workspaceId: string) {
  const changed = useFormsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, ...body }: { id: string } & UpdateFormDto) => unwrap(updateForm({ path: { workspaceId, id }, body })),
    onSuccess: changed,
  });
}

export function useDeleteForm(workspaceId: string) {
  const changed = useFormsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deleteForm({ path: { workspaceId, id } })),
    onSuccess: changed,
  });
}
