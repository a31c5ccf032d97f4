import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { AcceptInvitationForm } from '../../features/session/AcceptInvitationForm';
import { InvitationByMail } from '../../features/session/InvitationByMail';
import { SecondFactorForm } from '../../features/session/SecondFactorForm';
import { needsSecondFactor, type Session, useInvitation, useLogout, useSession } from '../../features/session/sessionQueries';
import { JoinWorkspace } from '../../features/workspaces/JoinWorkspace';
import { messageOf } from '../../shared/api/apiError';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { PageSkeleton } from '../../shared/ui/Skeletons';
import { roleWord } from '../../shared/workspace/roles';

export function InvitationPage() {
  const { token = '' } = useParams();
  const invitation = useInvitation(token);
  const session = useSession();
  const navigate = useNavigate();
  const [challengeToken, setChallengeToken] = useState<string | null>(null);
  if (invitation.isPending || session.isPending) return <PageSkeleton />;
  if (invitation.isError) {
    return (
      <DoorFrame title="This invitation cannot be used" lead={messageOf(invitation.error)}>
        <Button component={Link} to={paths.root()} variant="default" fullWidth>
          Go to Rapport
        </Button>
      </DoorFrame>
    );
  }
  const { workspaceName, email, role, byMail } = invitation.data;
  const own = session.data?.user.email ?? null;
  const enter = ({ workspaces }: Session) => {
    const joined = workspaces.find((workspace) => workspace.name === workspaceName) ?? workspaces[0];
    void navigate(joined ? paths.home(joined.id) : paths.root(), { replace: true });
  };
  if (challengeToken) {
    return (
      <DoorFrame title={`Join ${workspaceName}`} lead="One more step.">
        <SecondFactorForm challengeToken={challengeToken} onDone={enter} onRestart={() => setChallengeToken(null)} />
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title={`Join ${workspaceName}`} lead={`You are invited as ${withArticle(roleWord(role).toLowerCase())}.`}>
      {own === null && byMail && <InvitationByMail token={token} email={email} />}
      {own === null && !byMail && (
        <AcceptInvitationForm
          token={token}
          email={email}
          onAnswer={(answer) => (needsSecondFactor(answer) ? setChallengeToken(answer.challengeToken) : enter(answer))}
        />
      )}
      {own !== null && own.toLowerCase() === email.toLowerCase() && (
        <JoinWorkspace token={token} email={own} onDone={(id) => void navigate(paths.home(id), { replace: true })} />
      )}
      {own !== null && own.toLowerCase() !== email.toLowerCase() && <OtherPerson own={own} invited={email} />}
    </DoorFrame>
  );
}

function withArticle(word: string): string {
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`;
}

function OtherPerson({ own, invited }: { own: string; invited: string }) {
  const logout = useLogout(useLocation().pathname);
  return (
    <Stack gap="lg">
      <Text>
        This invitation is for {invited}, and you are signed in as {own}. Sign out to accept it with the other address.
      </Text>
      <Button fullWidth loading={logout.isPending} onClick={() => logout.mutate()}>
        Sign out
      </Button>
    </Stack>
  );
}
