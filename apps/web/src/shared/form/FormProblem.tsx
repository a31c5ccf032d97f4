import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';

/** What went wrong and belongs to no field. */
export function FormProblem({ problem }: { problem: string | null }) {
  if (!problem) return null;
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertCircle size={16} />} p="sm">
      {problem}
    </Alert>
  );
}
