import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { FormProblem } from '../../shared/form/FormProblem';
import { toast } from '../../shared/ui/toasts';
import { useRestoreWorkspace } from './workspaceQueries';

export function RestoreWorkspace({ workspaceId, name }: { workspaceId: string; name: string }) {
  const restore = useRestoreWorkspace(workspaceId);
  const [problem, setProblem] = useState<string | null>(null);
  const run = () =>
    restore.mutate(undefined, {
      onSuccess: () => toast(`${name} is back`),
      onError: (error) => setProblem(messageOf(error)),
    });
  return (
    <Stack gap="lg">
      <FormProblem problem={problem} />
      <Button fullWidth loading={restore.isPending} onClick={run}>
        Restore workspace
      </Button>
    </Stack>
  );
}
