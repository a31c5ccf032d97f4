import {
  checkInsights,
  decideInsight,
  getInsight,
  getInsightState,
  listContactInsights,
  listInsightRows,
  listInsights,
  unwrap,
  type DecideInsightDto,
  type InsightSummaryDto,
  type InsightRowDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type Insight = InsightSummaryDto;
export type InsightRow = InsightRowDto;
export type InsightDecision = DecideInsightDto;

export const INSIGHT_VIEWS = ['open', 'accepted', 'snoozed', 'dismissed', 'expired'] as const;
export type InsightView = (typeof INSIGHT_VIEWS)[number];

const PAGE = 20;
/** A snooze ends at its time, and nothing tells of it: the list is asked for again this often. */
const ASK_AGAIN_MS = 5 * 60_000;

const insightsKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'insights', ...rest);

export function useInsights(workspaceId: string, view: InsightView, limit = PAGE) {
  return useKeysetRows({
    queryKey: insightsKey(workspaceId, 'list', view, limit),
    fetchPage: (cursor, signal) =>
      unwrap(listInsights({ path: { workspaceId }, query: { view, limit, ...(cursor ? { cursor } : {}) }, signal })),
    keepsAll: true,
  });
}

export function useInsightState(workspaceId: string) {
  return useQuery({
    queryKey: insightsKey(workspaceId, 'state'),
    queryFn: ({ signal }) => unwrap(getInsightState({ path: { workspaceId }, signal })),
    refetchInterval: ASK_AGAIN_MS,
  });
}

/** With its proof. */
export function useInsightProof(workspaceId: string, id: string) {
  return useQuery({
    queryKey: insightsKey(workspaceId, 'one', id),
    queryFn: ({ signal }) => unwrap(getInsight({ path: { workspaceId, id }, signal })),
  });
}

/** Whom or what it was made of, as they are now. */
export function useInsightRows(workspaceId: string, id: string) {
  return useQuery({
    queryKey: insightsKey(workspaceId, 'rows', id),
    queryFn: ({ signal }) => unwrap(listInsightRows({ path: { workspaceId, id }, signal })),
  });
}

/** The open ones that a contact is among the rows of. */
export function useInsightsOfContact(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: insightsKey(workspaceId, 'contact', contactId),
    queryFn: ({ signal }) => unwrap(listContactInsights({ path: { workspaceId, id: contactId }, signal })),
  });
}

export function useDecideInsight(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ id, decision }: { id: string; decision: InsightDecision }) =>
      unwrap(decideInsight({ path: { workspaceId, id }, body: decision })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: insightsKey(workspaceId) }),
  });
}

export function useCheckInsights(workspaceId: string) {
  return useServerMutation({ mutationFn: () => unwrap(checkInsights({ path: { workspaceId } })) });
}

/** A check has ended, or someone has decided. */
export function useLiveInsights(workspaceId: string): void {
  const queryClient = useQueryClient();
  useWorkspaceEvents({ 'insights.changed': () => void queryClient.invalidateQueries({ queryKey: insightsKey(workspaceId) }) });
}
