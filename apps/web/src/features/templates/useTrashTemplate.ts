import { toastUndo } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useDeleteTemplate, useRestoreTemplate } from './templateQueries';

/** Deleting needs no question, because it can be undone; campaigns keep the version that they use. */
export function useTrashTemplate(): (template: { id: string; name: string }) => Promise<void> {
  const workspaceId = useWorkspaceId();
  const remove = useDeleteTemplate(workspaceId);
  const restore = useRestoreTemplate(workspaceId);
  return async (template) => {
    await remove.mutateAsync(template.id);
    toastUndo(`Template ${template.name} deleted`, () => restore.mutateAsync(template.id));
  };
}
