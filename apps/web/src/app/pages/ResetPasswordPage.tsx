import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ResetPasswordForm } from '../../features/session/ResetPasswordForm';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';

type Outcome = 'open' | 'done' | 'over';

/** Where the link of the mail leads. Whoever has a second factor is asked for it at the sign-in that follows. */
export function ResetPasswordPage() {
  const { token = '' } = useParams();
  const [outcome, setOutcome] = useState<Outcome>('open');
  if (outcome === 'done') {
    return (
      <DoorFrame title="Your password is changed" lead="All devices were signed out. Sign in with the new password.">
        <Button component={Link} to={paths.login()} fullWidth>
          Sign in
        </Button>
      </DoorFrame>
    );
  }
  if (outcome === 'over') {
    return (
      <DoorFrame title="This link no longer works" lead="It has expired, was used before or was replaced by a newer one.">
        <Button component={Link} to={paths.forgotPassword()} fullWidth>
          Ask for a new link
        </Button>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame
      title="Choose a new password"
      lead="It signs you out on every device."
      foot={
        <Anchor component={Link} to={paths.login()}>
          Back to sign in
        </Anchor>
      }
    >
      <ResetPasswordForm token={token} onDone={() => setOutcome('done')} onLinkOver={() => setOutcome('over')} />
    </DoorFrame>
  );
}
