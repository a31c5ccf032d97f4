import { useNavigate } from 'react-router';
import { CreateWorkspaceForm } from '../../features/workspaces/CreateWorkspaceForm';
import { paths } from '../../shared/paths';
import { DoorFrame } from '../../shared/ui/DoorFrame';
import { RequireSession } from '../RequireSession';

export function NewWorkspacePage() {
  const navigate = useNavigate();
  return (
    <RequireSession>
      {() => (
        <DoorFrame title="Create a workspace" lead="Contacts, campaigns and members of one workspace are never seen from another.">
          <CreateWorkspaceForm onDone={(id) => void navigate(paths.start(id), { replace: true })} onCancel={() => void navigate(-1)} />
        </DoorFrame>
      )}
    </RequireSession>
  );
}
