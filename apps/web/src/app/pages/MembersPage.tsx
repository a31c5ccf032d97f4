import { Invitations } from '../../features/workspaces/Invitations';
import { Members } from '../../features/workspaces/Members';
import { useMay, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';

export function MembersPage() {
  const { workspace, user } = useWorkspaceScope();
  const mayManage = useMay('admin');
  return (
    <>
      <Members workspaceId={workspace.id} workspaceName={workspace.name} ownUserId={user.id} mayManage={mayManage} />
      {mayManage && <Invitations workspaceId={workspace.id} />}
    </>
  );
}
