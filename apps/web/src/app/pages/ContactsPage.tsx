import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { ContactsView } from '../../features/contacts/ContactsView';
import { useCreateList, useLists } from '../../features/lists/listQueries';
import { useSegments } from '../../features/segments/segmentQueries';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function ContactsPage() {
  const workspaceId = useWorkspaceId();
  const lists = useLists(workspaceId);
  const segments = useSegments(workspaceId);
  const createList = useCreateList(workspaceId);
  return (
    <ContactsView
      lists={lists.data}
      segments={segments.data}
      onCreateList={(name) => createList.mutateAsync({ name })}
      sample={
        <Button component={Link} to={paths.start(workspaceId)} variant="subtle">
          Look at sample data
        </Button>
      }
    />
  );
}
