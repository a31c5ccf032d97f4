import { useNavigate } from 'react-router';
import { DeleteAccount } from '../../features/session/DeleteAccount';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { RequireSession } from '../RequireSession';

/** Outside the workspaces: whoever has left them all can still go. */
export function DeleteAccountPage() {
  const navigate = useNavigate();
  return (
    <RequireSession>
      {({ user, workspaces }) => (
        <DoorFrame title="Delete your account" lead={<span dir="auto">{user.email}</span>}>
          <DeleteAccount
            memberships={workspaces}
            settingsOf={paths.settings}
            onDeleted={() => void navigate(paths.login(), { replace: true })}
            onCancel={() => void navigate(-1)}
          />
        </DoorFrame>
      )}
    </RequireSession>
  );
}
