import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { TemplatesTable } from '../../features/templates/TemplatesTable';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function TemplatesPage() {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('author');
  return (
    <Page layout="fill">
      <PageHeader
        title="Templates"
        context="Reusable messages, personalised with merge tags"
        action={
          mayEdit && (
            <Button component={Link} to={paths.newTemplate(workspaceId)} leftSection={<IconPlus size={15} />}>
              Create template
            </Button>
          )
        }
      />
      <TemplatesTable />
    </Page>
  );
}
