import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { ContactsView } from '../../features/contacts/ContactsView';
import { useCreateList, useLists } from '../../features/lists/listQueries';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function ContactsPage() {
  const workspaceId = useWorkspaceId();
  const lists = useLists(workspaceId);
  const createList = useCreateList(workspaceId);
  return (
    <ContactsView
      lists={lists.data}
      onCreateList={(name) => createList.mutateAsync({ name })}
      sample={
        <Button component={Link} to={paths.start(workspaceId)} variant="subtle">
          Look at sample data
        </Button>
      }
    />
  );
}
