import { getCampaignReport, listRecipients, unwrap, type CampaignReportDto } from '@rapport/sdk';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { campaignsKey, type Campaign } from './campaignQueries';
import { useSentMessage } from './recipientQueries';

export type CampaignReport = CampaignReportDto;

const A_MINUTE_MS = 60_000;

/** Counted over the whole ledger, so it is not asked with every step of the progress; an open page asks every minute. */
export function useCampaignReport(workspaceId: string, { id, status }: Pick<Campaign, 'id' | 'status'>) {
  return useQuery({
    queryKey: campaignsKey(workspaceId, 'report', id, status),
    queryFn: ({ signal }) => unwrap(getCampaignReport({ path: { workspaceId, id }, signal })),
    placeholderData: keepPreviousData,
    staleTime: A_MINUTE_MS,
    refetchInterval: A_MINUTE_MS,
  });
}

/** A message of the campaign exactly as one recipient got it; undefined while there is none. */
export function useExampleMessage(workspaceId: string, { id, counts }: Pick<Campaign, 'id' | 'counts'>) {
  const state = counts.delivered > 0 ? ('delivered' as const) : ('accepted' as const);
  const first = useQuery({
    queryKey: campaignsKey(workspaceId, 'example', id, state),
    queryFn: ({ signal }) => unwrap(listRecipients({ path: { workspaceId, id }, query: { state, limit: 1 }, signal })),
    enabled: counts.delivered + counts.accepted > 0,
    staleTime: Infinity,
  });
  const recipient = first.data?.items[0];
  const message = useSentMessage(workspaceId, recipient?.sentMessageId ?? null);
  return { recipient, message: message.data };
}
