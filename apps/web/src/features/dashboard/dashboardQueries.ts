import { getDashboard, getLabUnread, listTemplates, unwrap, type DashboardDto } from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';

export type Dashboard = DashboardDto;
export type ActiveCampaign = Dashboard['campaigns']['active'][number];

const dashboardKey = (workspaceId: string) => workspaceKey(workspaceId, 'dashboard');
const labUnreadKey = (workspaceId: string) => workspaceKey(workspaceId, 'mailLab', 'unread');

export function useDashboard(workspaceId: string) {
  return useQuery({ queryKey: dashboardKey(workspaceId), queryFn: () => unwrap(getDashboard({ path: { workspaceId } })) });
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
      queryClient.setQueryData<Dashboard>(dashboardKey(workspaceId), (current) => current && withProgress(current, event));
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
