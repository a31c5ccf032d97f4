import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from 'react-router';
import { RegisterForm } from '../../features/session/RegisterForm';
import { useConfirmRegistration, useRegistration } from '../../features/session/sessionQueries';
import { messageOf } from '../../shared/api/apiError';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { PageSkeleton } from '../../shared/ui/Skeletons';

/** Where the link of a registration leads. */
export function ConfirmRegistrationPage() {
  const { token = '' } = useParams();
  const navigate = useNavigate();
  const registration = useRegistration(token);
  const confirm = useConfirmRegistration(token);
  if (registration.isPending) return <PageSkeleton />;
  if (registration.isError) {
    return (
      <DoorFrame title="This link no longer works" lead={messageOf(registration.error)}>
        <Button component={Link} to={paths.register()} variant="default" fullWidth>
          Ask for a new link
        </Button>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title="Create your account" lead="You get a workspace of your own.">
      <RegisterForm
        email={registration.data.email}
        register={({ email: _confirmed, ...account }) => confirm.mutateAsync(account)}
        onDone={({ workspaces }) => void navigate(workspaces[0] ? paths.start(workspaces[0].id) : paths.root(), { replace: true })}
      />
    </DoorFrame>
  );
}
