import { NewSnippetMenu } from '../../features/templates/snippets/NewSnippetMenu';
import { SnippetsTable } from '../../features/templates/snippets/SnippetsTable';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function SnippetsPage() {
  const workspaceId = useWorkspaceId();
  return (
    <Page layout="fill">
      <PageHeader
        title="Snippets"
        crumbs={[{ label: 'Templates', to: paths.templates(workspaceId) }]}
        context="Parts that are written once and used in every template"
        action={useMay('author') && <NewSnippetMenu />}
      />
      <SnippetsTable />
    </Page>
  );
}
