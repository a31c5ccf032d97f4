import { BrandingSettings } from '../../features/settings/BrandingSettings';
import { useMay, useWorkspaceScope } from '../../shared/workspace/WorkspaceContext';

export function BrandingPage() {
  const { workspace } = useWorkspaceScope();
  return <BrandingSettings workspaceId={workspace.id} workspaceName={workspace.name} isReadOnly={!useMay('admin')} />;
}
