import { useMemo } from 'react';
import { Outlet, useParams } from 'react-router';
import { RecordHistoryProvider } from '../features/audit/RecordHistory';
import { useLiveDashboard } from '../features/dashboard/dashboardQueries';
import type { Session } from '../features/session/sessionQueries';
import { WorkspaceEventsProvider } from '../shared/live/WorkspaceEvents';
import { useWorkspaceId, WorkspaceContext } from '../shared/workspace/WorkspaceContext';
import { NotFoundPage } from './pages/NotFoundPage';
import { RequireSession } from './RequireSession';
import { rememberWorkspace } from './lastWorkspace';
import { Shell } from './shell/Shell';

export function WorkspaceLayout() {
  const { workspaceId = '' } = useParams();
  return <RequireSession>{(session) => <WorkspaceFrame key={workspaceId} session={session} workspaceId={workspaceId} />}</RequireSession>;
}

function WorkspaceFrame({ session, workspaceId }: { session: Session; workspaceId: string }) {
  const workspace = session.workspaces.find((membership) => membership.id === workspaceId);
  const scope = useMemo(() => (workspace ? { workspace, user: session.user } : null), [workspace, session.user]);
  if (!scope) return <NotFoundPage />;
  rememberWorkspace(workspaceId);
  return (
    <WorkspaceContext value={scope}>
      <WorkspaceEventsProvider workspaceId={workspaceId}>
        <LiveCounts />
        <RecordHistoryProvider>
          <Shell>
            <Outlet />
          </Shell>
        </RecordHistoryProvider>
      </WorkspaceEventsProvider>
    </WorkspaceContext>
  );
}

function LiveCounts() {
  useLiveDashboard(useWorkspaceId());
  return null;
}
