import { useParams } from 'react-router';
import { useCustomFields } from '../../features/customFields/customFieldQueries';
import { ImportView } from '../../features/imports/ImportView';
import { useLists } from '../../features/lists/listQueries';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';

export function ImportPage() {
  const workspaceId = useWorkspaceId();
  const { importId = '' } = useParams();
  const lists = useLists(workspaceId);
  const fields = useCustomFields(workspaceId);
  return <ImportView key={importId} importId={importId} lists={lists.data ?? []} fields={fields.data ?? []} />;
}
