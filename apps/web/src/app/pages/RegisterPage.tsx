import { Anchor } from '@mantine/core';
import { Link, Navigate, useNavigate } from 'react-router';
import { RegisterForm } from '../../features/session/RegisterForm';
import { useSetup, type Session } from '../../features/session/sessionQueries';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PageSkeleton } from '../../shared/ui/Skeletons';

/** The first run, and later the open registration where the server allows it. */
export function RegisterPage() {
  const navigate = useNavigate();
  const setup = useSetup();
  const start = ({ workspaces }: Session) => void navigate(workspaces[0] ? paths.start(workspaces[0].id) : paths.root(), { replace: true });
  if (setup.isPending) return <PageSkeleton />;
  if (setup.isError) return <ErrorState error={setup.error} onRetry={() => void setup.refetch()} />;
  const { needsFirstAccount, registrationOpen } = setup.data;
  if (!needsFirstAccount && !registrationOpen) return <Navigate to={paths.login()} replace />;
  return (
    <DoorFrame
      title={needsFirstAccount ? 'Set up Rapport' : 'Create your account'}
      lead={
        needsFirstAccount ? 'This first account owns the server. Everything stays on this machine.' : 'You get a workspace of your own.'
      }
      foot={
        !needsFirstAccount && (
          <>
            Have an account?{' '}
            <Anchor component={Link} to={paths.login()}>
              Sign in
            </Anchor>
          </>
        )
      }
    >
      <RegisterForm onDone={start} />
    </DoorFrame>
  );
}
