import { Anchor } from '@mantine/core';
import { useState } from 'react';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import { LoginForm } from '../../features/session/LoginForm';
import { SecondFactorForm } from '../../features/session/SecondFactorForm';
import { needsSecondFactor, useSession, useSetup } from '../../features/session/sessionQueries';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';

export function LoginPage() {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const session = useSession();
  const setup = useSetup();
  const [challengeToken, setChallengeToken] = useState<string | null>(null);
  const next = localPath(params.get('next'));
  const enter = () => void navigate(next, { replace: true });
  if (session.data) return <Navigate to={next} replace />;
  if (setup.data?.needsFirstAccount) return <Navigate to={paths.firstRun()} replace />;
  if (challengeToken) {
    return (
      <DoorFrame title="Two-step verification" lead="One more step.">
        <SecondFactorForm challengeToken={challengeToken} onDone={enter} onRestart={() => setChallengeToken(null)} />
      </DoorFrame>
    );
  }
  return (
    <DoorFrame
      title="Sign in"
      foot={
        <>
          <Anchor component={Link} to={paths.forgotPassword()}>
            Forgot your password?
          </Anchor>
          {setup.data?.registrationOpen && (
            <div>
              No account yet?{' '}
              <Anchor component={Link} to={paths.register()}>
                Create one
              </Anchor>
            </div>
          )}
        </>
      }
    >
      <LoginForm onAnswer={(answer) => (needsSecondFactor(answer) ? setChallengeToken(answer.challengeToken) : enter())} />
    </DoorFrame>
  );
}

/** Only a path of this dashboard: `//elsewhere.example` and full addresses are refused. */
export function localPath(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : paths.root();
}
