import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { useSession } from '../../features/session/sessionQueries';
import { useIsOperator } from '../../features/settings/settingsQueries';
import { Invitations } from '../../features/workspaces/Invitations';
import { Members } from '../../features/workspaces/Members';
import { paths } from '../../shared/paths';
import { Notice } from '../../shared/ui/Notice';
import { useMay, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';

export function MembersPage() {
  const { workspace, user } = useWorkspaceScope();
  const mayManage = useMay('admin');
  const operator = useIsOperator();
  const session = useSession();
  return (
    <>
      <Members
        workspaceId={workspace.id}
        workspaceName={workspace.name}
        ownUserId={user.id}
        mayManage={mayManage}
        mayConfirm={operator.data === true && session.data?.sendsSystemMail === false}
      />
      {mayManage && user.isEmailConfirmed && <Invitations workspaceId={workspace.id} />}
      {mayManage && !user.isEmailConfirmed && (
        <Notice title="Confirm your email address to invite others">
          <Anchor component={Link} to={paths.settingsProfile(workspace.id)} size="sm">
            Open your profile
          </Anchor>
        </Notice>
      )}
    </>
  );
}
