import { optionsOfField, type ExplainedTree, type RecordKind, type RuleTree, type SubjectField } from '@rapport/common';
import {
  createSegment,
  deleteSegment,
  explainSegment,
  getSegment,
  listCampaigns,
  listContacts,
  listContactSegments,
  listCustomFields,
  listImports,
  listLists,
  listSegments,
  pageSegments,
  previewSegment,
  unwrap,
  updateSegment,
  type PageSegmentsData,
  type SegmentDto,
  type SegmentPreviewDto,
  type SegmentSummaryDto,
} from '@rapport/sdk';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type SegmentSummary = SegmentSummaryDto;
export type Segment = Omit<SegmentDto, 'tree'> & { readonly tree: RuleTree };
export type SegmentPreview = SegmentPreviewDto;

const UNCOUNTED_MS = 2_000;

const segmentsKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'segments', ...rest);

/** The table of contacts may show one of them. */
function useSegmentsChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () =>
    void Promise.all(
      ['segments', 'contacts'].map((domain) => queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, domain) })),
    );
}

export function useSegments(workspaceId: string) {
  return useQuery({
    queryKey: segmentsKey(workspaceId, 'list'),
    queryFn: ({ signal }) => unwrap(listSegments({ path: { workspaceId }, signal })),
    // The news of a first count may come before this page listens.
    refetchInterval: ({ state }) => (state.data?.some(({ countedAt }) => countedAt === null) ? UNCOUNTED_MS : false),
  });
}

/** Counts that were made in the background are shown as soon as they are there. */
export function useSegmentNews(workspaceId: string): void {
  const queryClient = useQueryClient();
  const counted = useSegments(workspaceId)
    .data?.map(({ countedAt }) => countedAt)
    .join();
  useEffect(() => {
    if (counted !== undefined) void queryClient.invalidateQueries({ queryKey: segmentsKey(workspaceId, 'page') });
  }, [queryClient, workspaceId, counted]);
  useWorkspaceEvents({
    'segments.counted': () => {
      for (const part of ['list', 'page'] as const) void queryClient.invalidateQueries({ queryKey: segmentsKey(workspaceId, part) });
    },
  });
}

export type SegmentSort = NonNullable<NonNullable<PageSegmentsData['query']>['sort']>;

/** The table of segments, in any order. */
export function useSegmentRows(workspaceId: string, sort: SegmentSort) {
  return useKeysetRows<SegmentSummary>({
    queryKey: segmentsKey(workspaceId, 'page', sort),
    fetchPage: (cursor, signal) =>
      unwrap(pageSegments({ path: { workspaceId }, query: { sort, limit: 100, ...(cursor ? { cursor } : {}) }, signal })),
  });
}

/** The segment as it is now; the page goes on with the version that is edited. */
export function readSegmentAnew(workspaceId: string, id: string): Promise<Segment> {
  return unwrap(getSegment({ path: { workspaceId, id } })) as unknown as Promise<Segment>;
}

export function useSegment(workspaceId: string, id: string) {
  return useQuery({
    queryKey: segmentsKey(workspaceId, 'one', id),
    queryFn: async ({ signal }) => (await unwrap(getSegment({ path: { workspaceId, id }, signal }))) as unknown as Segment,
  });
}

/** Those that a contact is in; asked anew with everything that is known of the contact. */
export function useSegmentsOfContact(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'contacts', 'segments', contactId),
    queryFn: ({ signal }) => unwrap(listContactSegments({ path: { workspaceId, id: contactId }, signal })),
  });
}

/** How many meet the rules, and some of them; the answer before stays while they change. */
export function useSegmentPreview(workspaceId: string, tree: RuleTree | null, segmentId: string | null) {
  return useQuery({
    queryKey: segmentsKey(workspaceId, 'preview', tree, segmentId),
    queryFn: ({ signal }) =>
      unwrap(previewSegment({ path: { workspaceId }, body: { tree: bodyOf(tree), ...(segmentId ? { segmentId } : {}) }, signal })),
    enabled: tree !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useExplanation(workspaceId: string, tree: RuleTree | null, contactId: string | null) {
  return useQuery({
    queryKey: segmentsKey(workspaceId, 'explain', tree, contactId),
    queryFn: async ({ signal }) => {
      const body = { tree: bodyOf(tree), contactId: contactId ?? '' };
      return (await unwrap(explainSegment({ path: { workspaceId }, body, signal }))).tree as unknown as ExplainedTree;
    },
    enabled: tree !== null && contactId !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export interface SegmentInput {
  readonly name: string;
  readonly description: string | null;
  readonly tree: RuleTree;
}

export function useCreateSegment(workspaceId: string) {
  const changed = useSegmentsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ tree, ...input }: SegmentInput) =>
      unwrap(createSegment({ path: { workspaceId }, body: { ...input, tree: bodyOf(tree) } })),
    onSuccess: changed,
  });
}

export function useUpdateSegment(workspaceId: string) {
  const changed = useSegmentsChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, version, tree, ...input }: SegmentInput & { id: string; version: number }) =>
      unwrap(updateSegment({ path: { workspaceId, id }, body: { ...input, version, tree: bodyOf(tree) } })),
    onSuccess: changed,
  });
}

export function useDeleteSegment(workspaceId: string) {
  const changed = useSegmentsChanged(workspaceId);
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deleteSegment({ path: { workspaceId, id } })),
    onSuccess: changed,
  });
}

/** Other parts keep the fields in another shape, so this has a key of its own. */
export function useSubjectFields(workspaceId: string): readonly SubjectField[] | undefined {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'customFields', 'subjects'),
    queryFn: async ({ signal }) => {
      const fields = await unwrap(listCustomFields({ path: { workspaceId }, signal }));
      return fields.map((field) => ({ ...field, options: optionsOfField(field) }));
    },
  }).data;
}

export interface NamedRecord {
  readonly id: string;
  readonly name: string;
}
export type RuleRecords = Readonly<Record<RecordKind, readonly NamedRecord[] | undefined>>;

const MOST_RECENT = 100;

/** What conditions can name; undefined while it is being fetched. Of imports and campaigns the latest. */
export function useRuleRecords(workspaceId: string): RuleRecords {
  const lists = useQuery({
    queryKey: workspaceKey(workspaceId, 'lists'),
    queryFn: ({ signal }) => unwrap(listLists({ path: { workspaceId }, signal })),
  });
  const imports = useQuery({
    queryKey: workspaceKey(workspaceId, 'imports', 'choices'),
    queryFn: async ({ signal }) => (await unwrap(listImports({ path: { workspaceId }, query: { limit: MOST_RECENT }, signal }))).items,
  });
  const campaigns = useQuery({
    queryKey: workspaceKey(workspaceId, 'campaigns', 'choices'),
    queryFn: async ({ signal }) => (await unwrap(listCampaigns({ path: { workspaceId }, query: { limit: MOST_RECENT }, signal }))).items,
  });
  return {
    list: lists.data,
    segment: useSegments(workspaceId).data,
    import: imports.data?.map(({ id, fileName }) => ({ id, name: fileName })),
    campaign: campaigns.data,
  };
}

export async function searchPeople(workspaceId: string, search: string, signal: AbortSignal) {
  const page = await unwrap(listContacts({ path: { workspaceId }, query: { search: search || undefined, limit: 8 }, signal }));
  return page.items.map((contact) => ({ id: contact.id, name: contact.displayName, email: contact.primaryEmail }));
}

function bodyOf(tree: RuleTree | null): Record<string, unknown> {
  return { ...(tree ?? { and: [] }) };
}
