import {
  listSharedReports,
  openSharedReport,
  type SharedLinkDto,
  type SharedReportDto,
  shareReport,
  unshareReport,
  unwrap,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { campaignsKey } from './campaignQueries';

export type SharedReport = SharedReportDto;
export type SharedLink = SharedLinkDto;

const linksKey = (workspaceId: string, campaignId: string) => campaignsKey(workspaceId, 'sharedReports', campaignId);

/** As a visitor with the link sees it. Each answer counts as an opening, so it is asked once. */
export function useSharedReport(token: string) {
  return useQuery({
    queryKey: ['sharedReport', token],
    queryFn: ({ signal }) => unwrap(openSharedReport({ path: { token }, signal })),
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function useSharedLinks(workspaceId: string, campaignId: string) {
  return useQuery({
    queryKey: linksKey(workspaceId, campaignId),
    queryFn: ({ signal }) => unwrap(listSharedReports({ path: { workspaceId, id: campaignId }, signal })),
  });
}

export function useShareReport(workspaceId: string, campaignId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (days: number) => unwrap(shareReport({ path: { workspaceId, id: campaignId }, body: { days } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: linksKey(workspaceId, campaignId) }),
  });
}

export function useUnshareReport(workspaceId: string, campaignId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (linkId: string) => unwrap(unshareReport({ path: { workspaceId, id: campaignId, linkId } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: linksKey(workspaceId, campaignId) }),
  });
}
