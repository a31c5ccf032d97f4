import { Button, Group } from '@mantine/core';
import { Link } from 'react-router';
import { EmailConfirmation } from '../../features/session/EmailConfirmation';
import { EmailForm } from '../../features/session/EmailForm';
import { ProfileForm } from '../../features/session/ProfileForm';
import { useSession } from '../../features/session/sessionQueries';
import { FormSection } from '../../shared/form/FormSection';
import { paths } from '../../shared/paths';
import { useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';

export function ProfilePage() {
  const { user } = useWorkspaceScope();
  const session = useSession();
  return (
    <>
      <ProfileForm key={user.name} name={user.name} />
      {!user.isEmailConfirmed && session.data && <EmailConfirmation email={user.email} sendsSystemMail={session.data.sendsSystemMail} />}
      <EmailForm key={user.email} email={user.email} />
      <FormSection title="Delete account" help="The next page shows what is deleted and what stays.">
        <Group>
          <Button component={Link} to={paths.deleteAccount()} variant="light" color="red">
            Delete account…
          </Button>
        </Group>
      </FormSection>
    </>
  );
}
