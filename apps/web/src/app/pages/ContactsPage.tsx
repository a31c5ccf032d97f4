import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { ContactsView } from '../../features/contacts/ContactsView';
import { ExportDialog, type ExportAsk } from '../../features/exports/ExportDialog';
import { useCreateList, useLists } from '../../features/lists/listQueries';
import { useSegments } from '../../features/segments/segmentQueries';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function ContactsPage() {
  const workspaceId = useWorkspaceId();
  const lists = useLists(workspaceId);
  const segments = useSegments(workspaceId);
  const createList = useCreateList(workspaceId);
  const [toExport, setToExport] = useState<ExportAsk | null>(null);
  return (
    <>
      <ContactsView
        lists={lists.data}
        segments={segments.data}
        onCreateList={(name) => createList.mutateAsync({ name })}
        onExport={(contacts, what) => setToExport({ kind: 'contacts', contacts, what })}
        sample={
          <Button component={Link} to={paths.start(workspaceId)} variant="subtle">
            Look at sample data
          </Button>
        }
      />
      <ExportDialog ask={toExport} onClose={() => setToExport(null)} />
    </>
  );
}
