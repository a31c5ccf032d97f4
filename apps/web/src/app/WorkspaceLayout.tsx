import { useMemo } from 'react';
import { Outlet, useParams } from 'react-router';
import { RecordHistoryProvider } from '../features/audit/RecordHistoryProvider';
import { useLiveDashboard } from '../features/dashboard/dashboardQueries';
import { useLiveInbox } from '../features/inbox/inboxQueries';
import type { Session } from '../features/session/sessionQueries';
import { usePreferencesHere } from '../features/settings/settingsQueries';
import { WorkspaceEventsProvider } from '../shared/live/WorkspaceEvents';
import { PreferencesProvider } from '../shared/preferences/Preferences';
import { PageSkeleton } from '../shared/ui/Skeletons';
import { useWorkspaceId, WorkspaceContext, type WorkspaceScope } from '../shared/workspace/WorkspaceContext';
import { DeletedWorkspacePage } from './pages/DeletedWorkspacePage';
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
  if (scope.workspace.purgeAt) return <DeletedWorkspacePage workspace={scope.workspace} purgeAt={scope.workspace.purgeAt} />;
  rememberWorkspace(workspaceId);
  return (
    <WorkspaceContext value={scope}>
      <LiveWorkspace scope={scope} />
    </WorkspaceContext>
  );
}

function LiveWorkspace({ scope: { workspace, user } }: { scope: WorkspaceScope }) {
  const preferences = usePreferencesHere(workspace.id, user.id);
  if (!preferences) return <PageSkeleton />;
  return (
    <PreferencesProvider value={preferences}>
      {(formatsKey) => (
        <WorkspaceEventsProvider workspaceId={workspace.id}>
          <LiveCounts />
          <RecordHistoryProvider>
            <Shell key={formatsKey}>
              <Outlet />
            </Shell>
          </RecordHistoryProvider>
        </WorkspaceEventsProvider>
      )}
    </PreferencesProvider>
  );
}

function LiveCounts() {
  const workspaceId = useWorkspaceId();
  useLiveDashboard(workspaceId);
  useLiveInbox(workspaceId);
  return null;
}
