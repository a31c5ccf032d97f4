import { Button, Stack } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useConfirmEmail } from '../../features/session/accountQueries';
import { hasStatus, messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';

const GONE = 410;

/** Opening the link changes nothing, so that no mail scanner confirms for its reader: the button does. */
export function ConfirmEmailPage() {
  const { token = '' } = useParams();
  const confirm = useConfirmEmail();
  if (confirm.data) {
    return (
      <DoorFrame
        title="Your address is confirmed"
        lead={
          <>
            From now on you sign in with <strong>{confirm.data.email}</strong>.
          </>
        }
      >
        <Button component={Link} to={paths.root()} fullWidth>
          Go to Rapport
        </Button>
      </DoorFrame>
    );
  }
  if (hasStatus(confirm.error, GONE)) {
    return (
      <DoorFrame title="This link no longer works" lead="Ask for a new one under Settings, Profile.">
        <Button component={Link} to={paths.root()} variant="default" fullWidth>
          Go to Rapport
        </Button>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title="Confirm your new address" lead="Your account signs in with this address once you confirm it.">
      <Stack gap="lg">
        <FormProblem problem={confirm.error ? messageOf(confirm.error) : null} />
        <Button loading={confirm.isPending} onClick={() => confirm.mutate(token)} fullWidth>
          Confirm this address
        </Button>
      </Stack>
    </DoorFrame>
  );
}
