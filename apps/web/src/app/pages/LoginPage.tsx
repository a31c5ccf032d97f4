import { Anchor } from '@mantine/core';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { LoginForm } from '../../features/session/LoginForm';
import { useSession, useSetup } from '../../features/session/sessionQueries';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';

export function LoginPage() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const session = useSession();
  const setup = useSetup();
  const next = localPath(params.get('next'));
  if (session.data) return <Navigate to={next} replace />;
  if (setup.data?.needsFirstAccount) return <Navigate to={paths.firstRun()} replace />;
  return (
    <DoorFrame
      title="Sign in"
      foot={
        setup.data?.registrationOpen && (
          <>
            No account yet?{' '}
            <Anchor component={Link} to={paths.register()}>
              Create one
            </Anchor>
          </>
        )
      }
    >
      <LoginForm onDone={() => void navigate(next, { replace: true })} />
    </DoorFrame>
  );
}

/** Only a path of this dashboard: `//elsewhere.example` and full addresses are refused. */
export function localPath(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : paths.root();
}
