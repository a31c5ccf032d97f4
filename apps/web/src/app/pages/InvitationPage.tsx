import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { AcceptInvitationForm } from '../../features/session/AcceptInvitationForm';
import { SecondFactorForm } from '../../features/session/SecondFactorForm';
import { needsSecondFactor, useInvitation, type Session } from '../../features/session/sessionQueries';
import { messageOf } from '../../shared/api/apiError';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { roleWord } from '../../shared/workspace/roles';

export function InvitationPage() {
  const { token = '' } = useParams();
  const invitation = useInvitation(token);
  const navigate = useNavigate();
  const [challengeToken, setChallengeToken] = useState<string | null>(null);
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
  const enter = ({ workspaces }: Session) => {
    const joined = workspaces.find((workspace) => workspace.name === workspaceName) ?? workspaces[0];
    void navigate(joined ? paths.home(joined.id) : paths.root(), { replace: true });
  };
  if (challengeToken) {
    return (
      <DoorFrame title={`Join ${workspaceName}`} lead="Your password is right. One more step.">
        <SecondFactorForm challengeToken={challengeToken} onDone={enter} onRestart={() => setChallengeToken(null)} />
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title={`Join ${workspaceName}`} lead={`You are invited as ${roleWord(role).toLowerCase()}.`}>
      <AcceptInvitationForm
        token={token}
        email={email}
        accountExists={accountExists}
        onAnswer={(answer) => (needsSecondFactor(answer) ? setChallengeToken(answer.challengeToken) : enter(answer))}
      />
    </DoorFrame>
  );
}
