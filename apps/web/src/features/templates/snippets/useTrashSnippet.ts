import { actWithUndo } from '../../../shared/ui/act';
import { useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import { useDeleteSnippet, useRestoreSnippet } from './snippetQueries';

/** Deleting needs no question, because it can be undone; templates that hold the snippet keep what it says. */
export function useTrashSnippet(): (snippet: { id: string; name: string }) => Promise<boolean> {
  const workspaceId = useWorkspaceId();
  const remove = useDeleteSnippet(workspaceId);
  const restore = useRestoreSnippet(workspaceId);
  return (snippet) =>
    actWithUndo({
      act: () => remove.mutateAsync(snippet.id),
      done: `Snippet ${snippet.name} deleted`,
      undo: () => restore.mutateAsync(snippet.id),
    });
}
