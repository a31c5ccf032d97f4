import { actWithUndo } from '../../shared/ui/act';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useDeleteTemplate, useRestoreTemplate } from './templateQueries';

/** Deleting needs no question, because it can be undone; campaigns keep the version that they use. */
export function useTrashTemplate(): (template: { id: string; name: string }) => Promise<boolean> {
  const workspaceId = useWorkspaceId();
  const remove = useDeleteTemplate(workspaceId);
  const restore = useRestoreTemplate(workspaceId);
  return (template) =>
    actWithUndo({
      act: () => remove.mutateAsync(template.id),
      done: `Template ${template.name} deleted`,
      undo: () => restore.mutateAsync(template.id),
    });
}
