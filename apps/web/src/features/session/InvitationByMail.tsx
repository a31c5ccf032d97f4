import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { paths } from '../../shared/paths';
import { useMailInvitationLink } from './sessionQueries';

/** A link that was passed on doesn't say who opens it: the one in the inbox of the address does, and so does signing in. */
export function InvitationByMail({ token, email }: { token: string; email: string }) {
  const { pathname } = useLocation();
  const send = useMailInvitationLink(token);
  const [problem, setProblem] = useState<string | null>(null);
  const run = () => {
    setProblem(null);
    send.mutate(undefined, { onError: (error) => setProblem(messageOf(error)) });
  };
  return (
    <Stack gap="lg">
      <Text role="status">
        {send.isSuccess ? 'We sent a new link to ' : 'To make sure it’s you, we emailed a personal link to '}
        <strong style={{ overflowWrap: 'anywhere' }}>{email}</strong>
        {send.isSuccess ? '. Earlier emails no longer work.' : '. Open it to join.'}
      </Text>
      <FormProblem problem={problem} />
      <Button component={Link} to={paths.login(pathname)} variant="default" fullWidth>
        Sign in to join
      </Button>
      <Text ta="center" size="sm" c="var(--rp-text-2)">
        No email yet?{' '}
        <Anchor component="button" type="button" size="sm" disabled={send.isPending} onClick={run}>
          Send the link again
        </Anchor>
      </Text>
    </Stack>
  );
}
