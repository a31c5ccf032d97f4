import { Button, Skeleton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { isBeforeFirstCampaign, useDashboard, useHomeLayout, type Dashboard } from '../../features/dashboard/dashboardQueries';
import { DashboardView } from '../../features/dashboard/DashboardView';
import { HomeControls } from '../../features/dashboard/HomeControls';
import { periodOf } from '../../features/dashboard/periods';
import { OpenInsights } from '../../features/insights/OpenInsights';
import { OwnReminders } from '../../features/reminders/ReminderCards';
import { SampleBanner } from '../../features/workspaces/SampleBanner';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { LinesSkeleton, TilesSkeleton } from '../../shared/ui/Skeletons';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';

const ArrangeHome = lazy(async () => ({ default: (await import('../../features/dashboard/ArrangeHome')).ArrangeHome }));

const homeUrl = { days: '30', compare: 'on' } as const;

export function HomePage() {
  const { workspace } = useWorkspaceScope();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const [url, setUrl] = useUrlState(homeUrl);
  const [isArranging, setArranging] = useState(false);
  const dashboard = useDashboard(workspace.id, periodOf(url.days));
  const layout = useHomeLayout(workspace.id);
  const isFirst = !dashboard.data || isBeforeFirstCampaign(dashboard.data);
  const isCompared = url.compare === 'on';
  const isPending = dashboard.isPending || layout.isPending;
  const failed = [dashboard, layout].find(({ isError, data }) => isError && !data);
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
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      ) : isPending || !dashboard.data || !layout.data ? (
        <>
          <TilesSkeleton />
          <LinesSkeleton lines={8} />
        </>
      ) : isArranging ? (
        <Suspense fallback={<Skeleton h={480} radius="lg" aria-label="Loading" />}>
          <ArrangeHome workspaceId={workspace.id} layout={layout.data} onDone={() => setArranging(false)} />
        </Suspense>
      ) : (
        <DashboardView
          workspaceId={workspace.id}
          dashboard={dashboard.data}
          layout={layout.data}
          isCompared={isCompared}
          cards={{ reminders: <OwnReminders />, insights: <OpenInsights /> }}
          controls={
            <HomeControls
              days={periodOf(url.days)}
              onDays={(days) => setUrl({ days })}
              isCompared={isCompared}
              onCompare={(isOn) => setUrl({ compare: isOn ? 'on' : 'off' })}
              onArrange={() => setArranging(true)}
            />
          }
        />
      )}
    </Page>
  );
}

function summary(dashboard: Dashboard | undefined): string {
  if (!dashboard) return 'What happened, and what needs you';
  const waiting = dashboard.needsYou.length;
  if (waiting === 0) return isBeforeFirstCampaign(dashboard) ? 'Three steps to your first campaign' : 'Nothing needs your attention';
  return waiting === 1 ? 'One thing needs your attention' : `${waiting} things need your attention`;
}
