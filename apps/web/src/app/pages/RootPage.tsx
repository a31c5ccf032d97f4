import { Navigate } from 'react-router';
import { useSession, useSetup } from '../../features/session/sessionQueries';
import { paths } from '../../shared/paths';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { chooseWorkspace } from '../lastWorkspace';

/** `/` leads to the last workspace, the first run, or the login. */
export function RootPage() {
  const session = useSession();
  const setup = useSetup(session.data === null);
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data) {
    const workspaceId = chooseWorkspace(session.data.workspaces);
    return <Navigate to={workspaceId ? paths.home(workspaceId) : paths.newWorkspace()} replace />;
  }
  if (setup.isError) return <ErrorState error={setup.error} onRetry={() => void setup.refetch()} />;
  if (setup.data) return <Navigate to={setup.data.needsFirstAccount ? paths.firstRun() : paths.login()} replace />;
  return <PageSkeleton />;
}
