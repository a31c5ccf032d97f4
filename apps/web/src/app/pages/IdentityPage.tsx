import { IdentityForm } from '../../features/workspaces/IdentityForm';
import { useWorkspace } from '../../features/workspaces/workspaceQueries';
import { ErrorState } from '../../shared/ui/ErrorState';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function IdentityPage() {
  const workspace = useWorkspace(useWorkspaceId());
  const mayEdit = useMay('admin');
  if (workspace.isPending) return <FormSkeleton fields={4} />;
  if (workspace.isError) return <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />;
  return <IdentityForm workspace={workspace.data} isReadOnly={!mayEdit} />;
}
