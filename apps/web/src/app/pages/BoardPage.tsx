import { contactUrl, toContactFilter } from '../../features/contacts/contactFilters';
import { ContactsToolbar } from '../../features/contacts/ContactsToolbar';
import { BoardView } from '../../features/lists/BoardView';
import { useLists } from '../../features/lists/listQueries';
import { useSegments } from '../../features/segments/segmentQueries';
import { useUrlState } from '../../shared/url/useUrlState';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function BoardPage() {
  const workspaceId = useWorkspaceId();
  const [view, setView] = useUrlState(contactUrl);
  const lists = useLists(workspaceId);
  const segments = useSegments(workspaceId);
  return (
    <BoardView
      filter={toContactFilter({ ...view, trashed: '' })}
      toolbar={<ContactsToolbar view={view} setView={setView} lists={lists.data} segments={segments.data} viewMenu={null} />}
    />
  );
}
