import { toast, toastUndo } from '../../shared/ui/toasts';
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
  // Awaited, not told by a callback of `mutate`: the row that asked is gone by then, and callbacks of gone components are dropped.
  // A failure has been shown by the mutation itself.
  const trash = async (contact: Named) => {
    const moved = await trashing.mutateAsync(contact.id).catch(() => null);
    if (moved) toastUndo(`${contact.displayName} moved to trash`, () => restoring.mutateAsync(contact.id));
  };
  const restore = async (contact: Named) => {
    const restored = await restoring.mutateAsync(contact.id).catch(() => null);
    if (restored) toast(`${contact.displayName} restored`);
  };
  return {
    trash: (contact: Named) => void trash(contact),
    restore: (contact: Named) => void restore(contact),
    isBusy: trashing.isPending || restoring.isPending,
  };
}
