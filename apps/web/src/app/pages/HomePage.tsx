import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { isBeforeFirstCampaign, useDashboard, type Dashboard } from '../../features/dashboard/dashboardQueries';
import { DashboardView } from '../../features/dashboard/DashboardView';
import { OwnReminders } from '../../features/reminders/ReminderCards';
import { SampleBanner } from '../../features/workspaces/SampleBanner';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { LinesSkeleton, TilesSkeleton } from '../../shared/ui/Skeletons';
import { useMay, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';

export function HomePage() {
  const { workspace } = useWorkspaceScope();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const dashboard = useDashboard(workspace.id);
  const isFirst = !dashboard.data || isBeforeFirstCampaign(dashboard.data);
  return (
    <Page>
      <PageHeader
        title="Home"
        context={summary(dashboard.data)}
        action={
          mayEdit &&
          !isFirst && (
            <Button component={Link} to={paths.newCampaign(workspace.id)} leftSection={<IconPlus size={15} />}>
              Create campaign
            </Button>
          )
        }
      />
      {workspace.isSample && <SampleBanner workspaceId={workspace.id} onRemoved={() => void navigate(paths.root(), { replace: true })} />}
      {dashboard.isPending && (
        <>
          <TilesSkeleton />
          <LinesSkeleton lines={8} />
        </>
      )}
      {dashboard.isError && !dashboard.data && <ErrorState error={dashboard.error} onRetry={() => void dashboard.refetch()} />}
      {dashboard.data && <DashboardView workspaceId={workspace.id} dashboard={dashboard.data} reminders={<OwnReminders />} />}
    </Page>
  );
}

function summary(dashboard: Dashboard | undefined): string {
  if (!dashboard) return 'What happened, and what needs you';
  const waiting = dashboard.needsYou.length;
  if (waiting === 0) return isBeforeFirstCampaign(dashboard) ? 'Three steps to your first campaign' : 'Nothing needs your attention';
  return waiting === 1 ? 'One thing needs your attention' : `${waiting} things need your attention`;
}
