import { ImageLibrary } from '../../features/assets/ImageLibrary';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function ImagesPage() {
  const workspaceId = useWorkspaceId();
  return (
    <Page layout="fill">
      <PageHeader
        title="Images"
        crumbs={[{ label: 'Templates', to: paths.templates(workspaceId) }]}
        context="Uploaded once, sized for mail, used in every template"
      />
      <ImageLibrary />
    </Page>
  );
}
