import {
  dismissDuplicate,
  getDuplicateState,
  getMerge,
  listContactDuplicates,
  listContacts,
  listDuplicates,
  listMerges,
  mergeExactDuplicates,
  mergeContacts,
  previewMerge,
  reopenDuplicate,
  searchDuplicates,
  undoMerge,
  unwrap,
  type BulkActionDto,
  type DuplicatePairDto,
  type MergeDto,
  type MergePreviewDto,
} from '@rapport/sdk';
import { keepPreviousData, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type DuplicatePair = DuplicatePairDto;
export type MergePreview = MergePreviewDto;
export type MergeField = MergePreview['fields'][number];
export type Merge = MergeDto;

/** What is to become one: the first id stays. */
export interface MergeChoice {
  readonly ids: readonly string[];
  readonly choices: Readonly<Record<string, string>>;
  readonly customValues: Readonly<Record<string, string | null>>;
}

const key = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'duplicates', ...rest);

/** Contacts, their lists and timelines, the counts on Home: a merge changes all of them. */
function announce(queryClient: QueryClient, workspaceId: string): void {
  for (const domain of ['duplicates', 'contacts', 'lists', 'dashboard', 'timeline'])
    void queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, domain) });
}

export function useDuplicates(workspaceId: string) {
  return useKeysetRows<DuplicatePair>({
    queryKey: key(workspaceId, 'pairs'),
    fetchPage: (cursor, signal) =>
      unwrap(listDuplicates({ path: { workspaceId }, query: { limit: 50, ...(cursor ? { cursor } : {}) }, signal })),
    keepsAll: true,
  });
}

export function useDuplicateState(workspaceId: string) {
  return useQuery({ queryKey: key(workspaceId, 'state'), queryFn: () => unwrap(getDuplicateState({ path: { workspaceId } })) });
}

/** A search has ended: the list is another one. */
export function useFoundDuplicates(workspaceId: string, onFound?: () => void): void {
  const queryClient = useQueryClient();
  useWorkspaceEvents({
    'contacts.duplicates': () => {
      void queryClient.invalidateQueries({ queryKey: key(workspaceId) });
      onFound?.();
    },
  });
}

export function useDuplicatesOf(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: key(workspaceId, 'of', contactId),
    queryFn: () => unwrap(listContactDuplicates({ path: { workspaceId, id: contactId } })),
  });
}

export function useSearchDuplicates(workspaceId: string) {
  return useServerMutation({ mutationFn: () => unwrap(searchDuplicates({ path: { workspaceId } })) });
}

/** A bulk action: whoever begins it follows it. */
export function useMergeExact(workspaceId: string) {
  return useServerMutation({ mutationFn: () => unwrap(mergeExactDuplicates({ path: { workspaceId } })) });
}

export type ExactMerge = BulkActionDto;

export function useDismissDuplicate(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ a, b }: { a: string; b: string }) =>
      unwrap(dismissDuplicate({ path: { workspaceId }, body: { contactId: a, otherContactId: b } })),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: key(workspaceId) }),
  });
}

export function useReopenDuplicate(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ a, b }: { a: string; b: string }) =>
      unwrap(reopenDuplicate({ path: { workspaceId }, body: { contactId: a, otherContactId: b } })),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: key(workspaceId) }),
  });
}

/** What the merge would result in; the previous answer stays while a choice is being read. */
export function useMergePreview(workspaceId: string, { ids, choices, customValues }: MergeChoice) {
  const [primaryId = '', ...secondaryIds] = ids;
  return useQuery({
    // Of its own: once they are merged there is nothing to ask for again.
    queryKey: workspaceKey(workspaceId, 'mergePreview', ids, choices, customValues),
    queryFn: ({ signal }) =>
      unwrap(
        previewMerge({
          path: { workspaceId },
          body: { primaryId, secondaryIds, choices: { ...choices }, customValues: { ...customValues } },
          signal,
        }),
      ),
    placeholderData: (before) => (before && before.contacts.every(({ id }) => ids.includes(id)) ? before : undefined),
    retry: false,
    gcTime: 0,
  });
}

export function useMergeContacts(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ choice, preview }: { choice: MergeChoice; preview: MergePreview }) => {
      const [primaryId = '', ...secondaryIds] = choice.ids;
      const versions = Object.fromEntries(preview.contacts.map(({ id, version }) => [id, version]));
      const { choices, customValues } = choice;
      return unwrap(
        mergeContacts({
          path: { workspaceId },
          body: { primaryId, secondaryIds, choices: { ...choices }, customValues: { ...customValues }, versions },
        }),
      );
    },
    onSuccess: () => announce(queryClient, workspaceId),
  });
}

export function useUndoMerge(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (id: string) => unwrap(undoMerge({ path: { workspaceId, id } })),
    onSuccess: () => announce(queryClient, workspaceId),
  });
}

/** Whether it can still be undone: an entry of the timeline does not say. */
export function useMerge(workspaceId: string, mergeId: string | null) {
  return useQuery({
    queryKey: key(workspaceId, 'merge', mergeId),
    queryFn: () => unwrap(getMerge({ path: { workspaceId, id: mergeId ?? '' } })),
    enabled: mergeId !== null,
    retry: false,
  });
}

export function useMerges(workspaceId: string) {
  return useKeysetRows<Merge>({
    queryKey: key(workspaceId, 'merges'),
    fetchPage: (cursor, signal) =>
      unwrap(listMerges({ path: { workspaceId }, query: { limit: 50, ...(cursor ? { cursor } : {}) }, signal })),
    keepsAll: true,
  });
}

/** People to merge with, by what someone types. */
export function useMergeMatches(workspaceId: string, search: string) {
  return useQuery({
    queryKey: key(workspaceId, 'matches', search),
    queryFn: async ({ signal }) =>
      (await unwrap(listContacts({ path: { workspaceId }, query: { ...(search ? { search } : {}), sort: 'name', limit: 20 }, signal })))
        .items,
    placeholderData: keepPreviousData,
  });
}
