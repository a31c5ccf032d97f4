import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { useJoinWorkspace } from './workspaceQueries';

/** For whoever is signed in as the person the invitation was sent to: nothing more to ask. */
export function JoinWorkspace({ token, email, onDone }: { token: string; email: string; onDone: (workspaceId: string) => void }) {
  const join = useJoinWorkspace(token);
  const [problem, setProblem] = useState<string | null>(null);
  const run = () => join.mutate(undefined, { onSuccess: ({ id }) => onDone(id), onError: (error) => setProblem(messageOf(error)) });
  return (
    <Stack gap="lg">
      <Text c="dimmed">You are signed in as {email}.</Text>
      <FormProblem problem={problem} />
      <Button fullWidth loading={join.isPending} onClick={run}>
        Join workspace
      </Button>
    </Stack>
  );
}
