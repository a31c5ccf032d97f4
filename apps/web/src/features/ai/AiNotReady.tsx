import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { paths } from '../../shared/paths';
import { Notice } from '../../shared/ui/Notice';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

/** Why AI cannot be asked, and the way to where that is changed. */
export function AiNotReady({ reason }: { reason: string }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('admin');
  return (
    <Notice title="AI is not ready">
      {reason}{' '}
      {mayEdit && (
        <Anchor component={Link} to={paths.settingsAi(workspaceId)}>
          Open AI settings
        </Anchor>
      )}
    </Notice>
  );
}
