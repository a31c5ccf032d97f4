import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from 'react-router';
import { AcceptInvitationForm } from '../../features/session/AcceptInvitationForm';
import { useInvitation } from '../../features/session/sessionQueries';
import { messageOf } from '../../shared/api/apiError';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { roleWord } from '../../shared/workspace/roles';

export function InvitationPage() {
  const { token = '' } = useParams();
  const invitation = useInvitation(token);
  const navigate = useNavigate();
  if (invitation.isPending) return <PageSkeleton />;
  if (invitation.isError) {
    return (
      <DoorFrame title="This invitation cannot be used" lead={messageOf(invitation.error)}>
        <Button component={Link} to={paths.root()} variant="default">
          Go to Rapport
        </Button>
      </DoorFrame>
    );
  }
  const { workspaceName, email, role, accountExists } = invitation.data;
  return (
    <DoorFrame title={`Join ${workspaceName}`} lead={`You are invited as ${roleWord(role).toLowerCase()}.`}>
      <AcceptInvitationForm
        token={token}
        email={email}
        accountExists={accountExists}
        onDone={({ workspaces }) => {
          const joined = workspaces.find((workspace) => workspace.name === workspaceName) ?? workspaces[0];
          void navigate(joined ? paths.home(joined.id) : paths.root(), { replace: true });
        }}
      />
    </DoorFrame>
  );
}
