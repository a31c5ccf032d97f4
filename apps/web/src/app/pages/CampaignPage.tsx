import { Navigate, useParams } from 'react-router';
import { hasStarted } from '../../features/campaigns/campaignNumbers';
import { CampaignProgressView } from '../../features/campaigns/CampaignProgressView';
import { LoadedCampaign } from '../../features/campaigns/LoadedCampaign';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

/** The address of a campaign leads to what it is about now: writing it, deciding on it, or how it goes. */
export function CampaignPage() {
  const { campaignId = '' } = useParams();
  const workspaceId = useWorkspaceId();
  return (
    <Page>
      <LoadedCampaign key={campaignId} campaignId={campaignId}>
        {(campaign) => {
          if (campaign.status === 'draft') return <Navigate to={paths.campaignEdit(workspaceId, campaignId)} replace />;
          if (!hasStarted(campaign)) return <Navigate to={paths.campaignReview(workspaceId, campaignId)} replace />;
          return <CampaignProgressView campaign={campaign} />;
        }}
      </LoadedCampaign>
    </Page>
  );
}
