import { NewCampaignForm } from '../../features/campaigns/NewCampaignForm';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function NewCampaignPage() {
  const workspaceId = useWorkspaceId();
  return (
    <Page>
      <PageHeader title="New campaign" crumbs={[{ label: 'Campaigns', to: paths.campaigns(workspaceId) }]} />
      <NewCampaignForm />
    </Page>
  );
}
