import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { CampaignsTable } from '../../features/campaigns/CampaignsTable';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function CampaignsPage() {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('author');
  return (
    <Page layout="fill">
      <PageHeader
        title="Campaigns"
        context="One message to many people, approved before it goes out"
        action={
          mayEdit && (
            <Button component={Link} to={paths.newCampaign(workspaceId)} leftSection={<IconPlus size={15} />}>
              Create campaign
            </Button>
          )
        }
      />
      <CampaignsTable />
    </Page>
  );
}
