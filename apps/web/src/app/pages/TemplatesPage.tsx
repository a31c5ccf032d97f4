import { Button } from '@mantine/core';
import { IconFileImport, IconPhoto, IconPlus, IconPuzzle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { DesignGallery } from '../../features/templates/DesignGallery';
import { ImportDialog } from '../../features/templates/ImportDialog';
import { TemplatesTable } from '../../features/templates/TemplatesTable';
import { paths } from '../../shared/paths';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

const templatesUrl = { start: '' } as const;

export function TemplatesPage() {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('author');
  const [{ start }, setUrl] = useUrlState(templatesUrl);
  const close = () => setUrl({ start: '' });
  return (
    <Page layout="fill">
      <PageHeader
        title="Templates"
        context="Reusable messages, personalised with merge tags"
        action={
          <>
            <Button component={Link} to={paths.images(workspaceId)} variant="default" leftSection={<IconPhoto size={15} />}>
              Images
            </Button>
            <Button component={Link} to={paths.snippets(workspaceId)} variant="default" leftSection={<IconPuzzle size={15} />}>
              Snippets
            </Button>
            {mayEdit && (
              <Button variant="default" onClick={() => setUrl({ start: 'import' })} leftSection={<IconFileImport size={15} />}>
                Import
              </Button>
            )}
            {mayEdit && (
              <Button onClick={() => setUrl({ start: 'choose' })} leftSection={<IconPlus size={15} />}>
                Create template
              </Button>
            )}
          </>
        }
      />
      <TemplatesTable />
      {mayEdit && <DesignGallery isOpen={start === 'choose'} onClose={close} onImport={() => setUrl({ start: 'import' })} />}
      {mayEdit && <ImportDialog isOpen={start === 'import'} onClose={close} />}
    </Page>
  );
}
