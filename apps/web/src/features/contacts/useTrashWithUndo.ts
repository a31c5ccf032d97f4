import { act, actWithUndo } from '../../shared/ui/act';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useRestoreContact, useTrashContact } from './contactQueries';

interface Named {
  readonly id: string;
  readonly displayName: string;
}

/** One contact into the trash and back; what was done can be undone from the toast. */
export function useTrashWithUndo() {
  const workspaceId = useWorkspaceId();
  const trashing = useTrashContact(workspaceId);
  const restoring = useRestoreContact(workspaceId);
  const trash = ({ id, displayName }: Named) =>
    actWithUndo({
      act: () => trashing.mutateAsync(id),
      done: `${displayName} moved to trash`,
      undo: () => restoring.mutateAsync(id),
    });
  const restore = ({ id, displayName }: Named) =>
    act(async () => {
      await restoring.mutateAsync(id);
      toast(`${displayName} restored`);
    });
  return {
    trash: (contact: Named) => void trash(contact),
    restore: (contact: Named) => void restore(contact),
    isBusy: trashing.isPending || restoring.isPending,
  };
}
