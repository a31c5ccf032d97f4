import { Anchor } from '@mantine/core';
import { useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { useRequestRegistration } from '../../features/session/accountQueries';
import { MailLinkForm } from '../../features/session/MailLinkForm';
import { RegisterForm } from '../../features/session/RegisterForm';
import { useRegisterFirst, useSetup, type Session } from '../../features/session/sessionQueries';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { ErrorState } from '../../shared/ui/ErrorState';
import { PageSkeleton } from '../../shared/ui/Skeletons';

/** The first run, and later the open registration where the server allows it. */
export function RegisterPage() {
  const navigate = useNavigate();
  const setup = useSetup();
  const register = useRegisterFirst();
  const start = ({ workspaces }: Session) => void navigate(workspaces[0] ? paths.start(workspaces[0].id) : paths.root(), { replace: true });
  if (setup.isPending) return <PageSkeleton />;
  if (setup.isError) return <ErrorState error={setup.error} onRetry={() => void setup.refetch()} />;
  const { needsFirstAccount, registrationOpen } = setup.data;
  if (!needsFirstAccount && !registrationOpen) return <Navigate to={paths.login()} replace />;
  if (!needsFirstAccount) return <AskForLink />;
  return (
    <DoorFrame title="Set up Rapport" lead="The first account manages this installation. Your data stays on this server.">
      <RegisterForm register={register.mutateAsync} onDone={start} />
    </DoorFrame>
  );
}

/** Later accounts begin with the address, so that it is theirs and nobody learns whose is known here. */
function AskForLink() {
  const request = useRequestRegistration();
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo) {
    return (
      <DoorFrame
        title="Check your inbox"
        lead={
          <>
            A link is on its way to <strong>{sentTo}</strong>. It works once, for a day.
          </>
        }
      />
    );
  }
  return (
    <DoorFrame
      title="Create your account"
      lead="We email you a link. Then you choose a name and a password."
      foot={
        <>
          Have an account?{' '}
          <Anchor component={Link} to={paths.login()}>
            Sign in
          </Anchor>
        </>
      }
    >
      <MailLinkForm request={(email) => request.mutateAsync({ email })} onSent={setSentTo} />
    </DoorFrame>
  );
}
