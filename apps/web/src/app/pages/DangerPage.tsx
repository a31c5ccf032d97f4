import { useNavigate } from 'react-router';
import { DangerZone } from '../../features/workspaces/DangerZone';
import { paths } from '../../shared/paths';
import { useMay, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';

export function DangerPage() {
  const { workspace, user } = useWorkspaceScope();
  const navigate = useNavigate();
  return (
    <DangerZone
      workspaceId={workspace.id}
      workspaceName={workspace.name}
      ownUserId={user.id}
      isOwner={useMay('owner')}
      isSample={workspace.isSample}
      onLeft={() => void navigate(paths.root(), { replace: true })}
    />
  );
}
