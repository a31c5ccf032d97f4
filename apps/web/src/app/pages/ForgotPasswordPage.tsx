import { Anchor } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useRequestPasswordReset } from '../../features/session/accountQueries';
import { MailLinkForm } from '../../features/session/MailLinkForm';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';

export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const request = useRequestPasswordReset();
  const back = (
    <Anchor component={Link} to={paths.login()}>
      Back to sign in
    </Anchor>
  );
  if (sentTo) {
    return (
      <DoorFrame
        title="Check your inbox"
        lead={
          <>
            If <strong>{sentTo}</strong> has an account, a link to choose a new password is on its way. It works once, for one hour.
          </>
        }
        foot={back}
      />
    );
  }
  return (
    <DoorFrame title="Forgot your password?" lead="We email you a link to choose a new one." foot={back}>
      <MailLinkForm request={(email) => request.mutateAsync({ email })} onSent={setSentTo} />
    </DoorFrame>
  );
}
