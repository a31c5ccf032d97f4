import type { ReactNode } from 'react';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCampaign, useLiveCampaign, type Campaign } from './campaignQueries';

interface LoadedCampaignProps {
  campaignId: string;
  children: (campaign: Campaign) => ReactNode;
}

/** Fetches a campaign, keeps it true while it moves, and draws one of its pages. */
export function LoadedCampaign({ campaignId, children }: LoadedCampaignProps) {
  const workspaceId = useWorkspaceId();
  const campaign = useCampaign(workspaceId, campaignId);
  useLiveCampaign(workspaceId, campaignId);
  if (campaign.isPending) return <PageSkeleton />;
  if (!campaign.data)
    return (
      <ErrorState
        error={campaign.error}
        onRetry={() => void campaign.refetch()}
        page={{ label: 'Go to Campaigns', to: paths.campaigns(workspaceId) }}
      />
    );
  return children(campaign.data);
}
