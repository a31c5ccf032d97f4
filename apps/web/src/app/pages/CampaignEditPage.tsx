import { useParams } from 'react-router';
import { ComposerView } from '../../features/campaigns/ComposerView';
import { LoadedCampaign } from '../../features/campaigns/LoadedCampaign';
import { Page } from '../../shared/ui/Page';

export function CampaignEditPage() {
  const { campaignId = '' } = useParams();
  return (
    <Page>
      <LoadedCampaign key={campaignId} campaignId={campaignId}>
        {(campaign) => <ComposerView campaign={campaign} />}
      </LoadedCampaign>
    </Page>
  );
}
