import { InstallationSettings } from '../../features/settings/InstallationSettings';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function InstallationPage() {
  return <InstallationSettings mailboxPath={paths.systemMail(useWorkspaceId())} />;
}
