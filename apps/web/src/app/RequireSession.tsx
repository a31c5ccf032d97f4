import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useSession, type Session } from '../features/session/sessionQueries';
import { paths } from '../shared/paths';
import { ErrorState } from '../shared/ui/ErrorState';
import { PageSkeleton } from '../shared/ui/Skeletons';

/** Draws its children for someone who is signed in; everyone else is led to the login and back here afterwards. */
export function RequireSession({ children }: { children: (session: Session) => ReactNode }) {
  const session = useSession();
  const location = useLocation();
  if (session.isPending) return <PageSkeleton />;
  if (session.data) return children(session.data);
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  return <Navigate to={paths.login(location.pathname + location.search)} replace />;
}
