import { LinkDomainSection } from '../../features/senders/LinkDomainSection';
import { WorkspaceChoices } from '../../features/settings/WorkspaceChoices';
import { useWorkspace } from '../../features/workspaces/workspaceQueries';
import { WorkspaceSettingsForm } from '../../features/workspaces/WorkspaceSettingsForm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { FormSkeleton } from '../../shared/ui/Skeletons';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function WorkspaceSettingsPage() {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('admin');
  const workspace = useWorkspace(workspaceId);
  if (workspace.isPending) return <FormSkeleton fields={5} />;
  if (workspace.isError) return <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />;
  return (
    <>
      <WorkspaceSettingsForm workspace={workspace.data} isReadOnly={!mayEdit} />
      <WorkspaceChoices workspaceId={workspaceId} isReadOnly={!mayEdit} behindTracking={<LinkDomainSection mayEdit={mayEdit} />} />
    </>
  );
}
