import { useNavigate } from 'react-router';
import { paths } from '../../shared/paths';
import { act } from '../../shared/ui/act';
import { toastAction } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCreateExport } from './exportQueries';

/** Asks for everything that is known of one contact, as JSON. The file is made in the background. */
export function useExportPerson() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const create = useCreateExport(workspaceId);
  return async (contact: { id: string; displayName: string }) => {
    if (await act(() => create.mutateAsync({ kind: 'person', personId: contact.id })))
      toastAction(
        `Everything about ${contact.displayName} is being exported, without the fields that only one member sees`,
        'Show exports',
        () => void navigate(paths.exports(workspaceId)),
      );
  };
}
