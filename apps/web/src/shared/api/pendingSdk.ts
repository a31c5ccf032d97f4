import { browserClient } from '@rapport/sdk';

interface Answer<T> {
  data?: { data: T } | undefined;
  error?: unknown;
  response?: Response | undefined;
}

function call<T>(method: 'GET' | 'POST' | 'DELETE', url: string): Promise<Answer<T>> {
  return browserClient().request<{ 200: { data: T } }, unknown, false>({ method, url: `/api/v1${url}` }) as Promise<Answer<T>>;
}

interface Counts {
  recipients: number;
  planned: number;
  claimed: number;
  handed: number;
  accepted: number;
  delivered: number;
  failed: number;
  uncertain: number;
  skipped: number;
}

export interface CampaignSummaryDto {
  id: string;
  name: string;
  status: string;
  counts: Counts;
  scheduledAt: string | null;
}

export interface DashboardDto {
  contacts: { total: number; addedLast30Days: number; daily: { date: string; count: number }[] };
  lists: { id: string; name: string; isPrimary: boolean; count: number }[];
  campaigns: { byStatus: Record<string, number>; active: CampaignSummaryDto[]; recent: CampaignSummaryDto[] };
  deliverability: {
    sent: number;
    delivered: number;
    failed: number;
    bounced: number;
    complained: number;
    unsubscribed: number;
    uncertain: number;
    days: number;
  };
  needsYou: { kind: string; title: string; link: { page: string; id?: string | null } }[];
  recentActivity: { id: string; contactId: string; contactName: string; type: string; timestamp: string; title: string }[];
}

interface InWorkspace {
  path: { workspaceId: string };
}

export const getDashboard = ({ path }: InWorkspace) => call<DashboardDto>('GET', `/workspaces/${path.workspaceId}/dashboard`);
export const getLabUnread = ({ path }: InWorkspace) => call<{ count: number }>('GET', `/workspaces/${path.workspaceId}/mail-lab/unread`);
export const listTemplates = ({ path }: InWorkspace & { query: { limit: number } }) =>
  call<{ items: { id: string }[] }>('GET', `/workspaces/${path.workspaceId}/templates?limit=1`);
export const createSampleWorkspace = () => call<{ id: string }>('POST', '/sample-workspace');
export const deleteSampleWorkspace = () => call<null>('DELETE', '/sample-workspace');
