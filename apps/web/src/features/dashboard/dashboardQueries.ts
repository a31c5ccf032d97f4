import {
  getCalendar,
  getDashboard,
  getDomainNumbers,
  getHomeLayout,
  getLabUnread,
  getStageFlow,
  listSenderAccounts,
  listTemplates,
  resetHomeLayout,
  saveHomeLayout,
  unwrap,
  type DashboardDto,
  type HomeLayoutDto,
  type SenderAccountDto,
  type StageFlowDto,
} from '@rapport/sdk';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import type { HomeLayout } from './widgets';

export type Dashboard = DashboardDto;
export type Sender = SenderAccountDto;
export type StageFlow = StageFlowDto;
export type ActiveCampaign = Dashboard['campaigns']['active'][number];

const dashboardKey = (workspaceId: string) => workspaceKey(workspaceId, 'dashboard');
const labUnreadKey = (workspaceId: string) => workspaceKey(workspaceId, 'mailLab', 'unread');

/** About so many days up to today. Those that Home shows at first are what the navigation counts by, so it is asked for once. */
export function useDashboard(workspaceId: string, days = 30) {
  return useQuery({
    queryKey: [...dashboardKey(workspaceId), days],
    queryFn: () => unwrap(getDashboard({ path: { workspaceId }, query: { days } })),
    placeholderData: keepPreviousData,
  });
}

const layoutKey = (workspaceId: string) => workspaceKey(workspaceId, 'homeLayout');

export function useHomeLayout(workspaceId: string) {
  return useQuery({ queryKey: layoutKey(workspaceId), queryFn: () => unwrap(getHomeLayout({ path: { workspaceId } })), staleTime: 60_000 });
}

/** Shown at once; what the server would not have is put back and told. */
export function useSaveHomeLayout(workspaceId: string) {
  const queryClient = useQueryClient();
  const key = layoutKey(workspaceId);
  return useServerMutation({
    mutationFn: ({ left, right, hidden }: HomeLayout) => unwrap(saveHomeLayout({ path: { workspaceId }, body: { left, right, hidden } })),
    scope: { id: 'homeLayout' },
    onMutate: async (layout) => {
      await queryClient.cancelQueries({ queryKey: key });
      queryClient.setQueryData<HomeLayoutDto>(key, { ...layout, isDefault: false });
    },
    onError: () => queryClient.invalidateQueries({ queryKey: key }),
  });
}

export function useResetHomeLayout(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: () => unwrap(resetHomeLayout({ path: { workspaceId } })),
    scope: { id: 'homeLayout' },
    onSuccess: (layout) => queryClient.setQueryData<HomeLayoutDto>(layoutKey(workspaceId), layout),
  });
}

export function useStageFlow(workspaceId: string, days: number) {
  return useQuery({
    queryKey: [...dashboardKey(workspaceId), 'stages', days],
    queryFn: () => unwrap(getStageFlow({ path: { workspaceId }, query: { days } })),
    placeholderData: keepPreviousData,
  });
}

export function useDomains(workspaceId: string, days: number) {
  return useQuery({
    queryKey: [...dashboardKey(workspaceId), 'domains', days],
    queryFn: () => unwrap(getDomainNumbers({ path: { workspaceId }, query: { days } })),
    placeholderData: keepPreviousData,
  });
}

export function useSenders(workspaceId: string) {
  return useQuery({
    queryKey: [...dashboardKey(workspaceId), 'senders'],
    queryFn: () => unwrap(listSenderAccounts({ path: { workspaceId } })),
  });
}

export const AHEAD_DAYS = 14;

/** What is to go out in the two weeks after a moment, the next first. */
export function useUpcoming(workspaceId: string, after: Date) {
  const from = after.toISOString();
  const to = new Date(after.getTime() + AHEAD_DAYS * 86_400_000).toISOString();
  return useQuery({
    queryKey: [...dashboardKey(workspaceId), 'upcoming', from],
    queryFn: async () =>
      (await unwrap(getCalendar({ path: { workspaceId }, query: { from, to } }))).entries.filter(({ kind }) => kind !== 'sent'),
  });
}

export function useLabUnread(workspaceId: string) {
  return useQuery({ queryKey: labUnreadKey(workspaceId), queryFn: () => unwrap(getLabUnread({ path: { workspaceId } })) });
}

/** Only asked while the three first steps are shown. */
export function useHasTemplates(workspaceId: string, isEnabled: boolean): boolean {
  const { data } = useQuery({
    queryKey: workspaceKey(workspaceId, 'templates', 'any'),
    queryFn: () => unwrap(listTemplates({ path: { workspaceId }, query: { limit: 1 } })),
    enabled: isEnabled,
  });
  return (data?.items.length ?? 0) > 0;
}

/** Pace and time left are only in the live events; they are kept beside the dashboard, per campaign. */
export interface CampaignPace {
  perMinute: number | null;
  etaSeconds: number | null;
}

/**
 * Keeps the dashboard and the navigation's counts true while things move. Progress is written straight into the cache;
 * a change of status asks again, because it moves a campaign between the parts of the dashboard.
 */
export function useLiveDashboard(workspaceId: string): void {
  const queryClient = useQueryClient();
  const askAgain = () => void queryClient.invalidateQueries({ queryKey: dashboardKey(workspaceId) });
  useWorkspaceEvents({
    'campaign.progress': (event) => {
      queryClient.setQueriesData<Dashboard>(
        { queryKey: dashboardKey(workspaceId), predicate: isOfDays },
        (current) => current && withProgress(current, event),
      );
      queryClient.setQueryData<CampaignPace>(paceKey(workspaceId, String(event.id)), {
        perMinute: numberOrNull(event.perMinute),
        etaSeconds: numberOrNull(event.etaSeconds),
      });
    },
    'campaign.changed': askAgain,
    'import.progress': (event) => {
      if (event.status !== 'running') askAgain();
    },
    'mailLab.changed': () => void queryClient.invalidateQueries({ queryKey: labUnreadKey(workspaceId) }),
  });
}

/** The dashboard itself, of whatever period, and not what is asked for beside it. */
function isOfDays({ queryKey }: { readonly queryKey: readonly unknown[] }): boolean {
  return typeof queryKey.at(-1) === 'number' && typeof queryKey.at(-2) === 'string' && queryKey.at(-2) === 'dashboard';
}

const paceKey = (workspaceId: string, campaignId: string) => workspaceKey(workspaceId, 'campaignPace', campaignId);

export function useCampaignPace(workspaceId: string, campaignId: string): CampaignPace {
  const { data } = useQuery<CampaignPace>({
    queryKey: paceKey(workspaceId, campaignId),
    queryFn: () => ({ perMinute: null, etaSeconds: null }),
    staleTime: Infinity,
  });
  return data ?? { perMinute: null, etaSeconds: null };
}

export function withProgress(dashboard: Dashboard, event: { id?: string; counts?: unknown; status?: unknown }): Dashboard {
  const counts = event.counts;
  if (typeof counts !== 'object' || counts === null) return dashboard;
  const active = dashboard.campaigns.active.map((campaign) =>
    campaign.id === event.id ? { ...campaign, counts: { ...campaign.counts, ...counts } } : campaign,
  );
  return { ...dashboard, campaigns: { ...dashboard.campaigns, active } };
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** How many campaigns are in a status; statuses without any are left out by the API. */
export function statusCount({ byStatus }: Pick<Dashboard['campaigns'], 'byStatus'>, status: string): number {
  return numberOrNull(byStatus[status]) ?? 0;
}

/** Nothing has gone out yet: Home shows the way to the first campaign. */
export function isBeforeFirstCampaign({ deliverability, campaigns }: Dashboard): boolean {
  return deliverability.sent === 0 && statusCount(campaigns, 'sent') === 0 && statusCount(campaigns, 'sending') === 0;
}
