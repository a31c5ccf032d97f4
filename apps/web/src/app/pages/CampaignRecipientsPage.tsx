import { useParams } from 'react-router';
import { CampaignHeader } from '../../features/campaigns/CampaignHeader';
import { LoadedCampaign } from '../../features/campaigns/LoadedCampaign';
import { RecipientsTable } from '../../features/campaigns/RecipientsTable';
import { Page } from '../../shared/ui/Page';

export function CampaignRecipientsPage() {
  const { campaignId = '' } = useParams();
  return (
    <Page layout="fill">
      <LoadedCampaign key={campaignId} campaignId={campaignId}>
        {(campaign) => (
          <>
            <CampaignHeader campaign={campaign} />
            <RecipientsTable campaign={campaign} />
          </>
        )}
      </LoadedCampaign>
    </Page>
  );
}
