import { PasswordForm } from '../../features/session/PasswordForm';
import { ProfileForm } from '../../features/session/ProfileForm';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';

export function ProfilePage() {
  const { user } = useWorkspaceScope();
  return (
    <>
      <ProfileForm key={user.name} name={user.name} email={user.email} />
      <PasswordForm />
    </>
  );
}
