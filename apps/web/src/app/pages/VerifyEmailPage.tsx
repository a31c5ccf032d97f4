import { Button, Stack } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useConfirmOwnEmail } from '../../features/session/accountQueries';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { RequireSession } from '../RequireSession';

/** Confirms the address of the account that is signed in; whoever only reads the mailbox is led to the sign-in page. */
export function VerifyEmailPage() {
  return <RequireSession>{(session) => <Verify email={session.user.email} />}</RequireSession>;
}

function Verify({ email }: { email: string }) {
  const { token = '' } = useParams();
  const confirm = useConfirmOwnEmail();
  if (confirm.data) {
    return (
      <DoorFrame title="Your address is confirmed" lead="You can now invite others and join other workspaces.">
        <Button component={Link} to={paths.root()} fullWidth>
          Go to Rapport
        </Button>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame
      title="Confirm your address"
      lead={
        <>
          You are signed in as <strong>{email}</strong>.
        </>
      }
    >
      <Stack gap="lg">
        <FormProblem problem={confirm.error ? messageOf(confirm.error) : null} />
        <Button loading={confirm.isPending} onClick={() => confirm.mutate(token)} fullWidth>
          Confirm this address
        </Button>
      </Stack>
    </DoorFrame>
  );
}
