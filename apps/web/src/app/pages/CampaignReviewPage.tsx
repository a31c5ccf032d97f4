import { useParams } from 'react-router';
import { CampaignReviewView } from '../../features/campaigns/CampaignReviewView';
import { LoadedCampaign } from '../../features/campaigns/LoadedCampaign';
import { Page } from '../../shared/ui/Page';

export function CampaignReviewPage() {
  const { campaignId = '' } = useParams();
  return (
    <Page>
      <LoadedCampaign key={campaignId} campaignId={campaignId}>
        {(campaign) => <CampaignReviewView campaign={campaign} />}
      </LoadedCampaign>
    </Page>
  );
}
