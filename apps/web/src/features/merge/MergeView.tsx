import { Button } from '@mantine/core';
import { MOST_MERGED } from '@rapport/common';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { paths } from '../../shared/paths';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { MergePanel } from './MergePanel';

/** Contacts that someone chose, side by side. They stand in the URL. */
export function MergeView() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const ids = [...new Set((params.get('ids') ?? '').split(',').filter(Boolean))].slice(0, MOST_MERGED);
  return (
    <Page>
      <PageHeader
        title="Merge contacts"
        context="Choose the values to keep. Lists, messages and history move to the contact that is kept."
        crumbs={[{ label: 'Contacts', to: paths.contacts(workspaceId) }]}
      />
      {ids.length < 2 ? (
        <EmptyState
          picture="people"
          title="Choose at least two contacts"
          action={
            <Button component={Link} to={paths.contacts(workspaceId)} variant="default">
              Back to contacts
            </Button>
          }
        />
      ) : (
        <MergePanel
          key={ids.join()}
          ids={ids}
          onMerged={({ primaryId }) => void navigate(paths.contact(workspaceId, primaryId))}
          actions={
            <Button variant="subtle" color="gray" onClick={() => void navigate(-1)}>
              Cancel
            </Button>
          }
        />
      )}
    </Page>
  );
}
