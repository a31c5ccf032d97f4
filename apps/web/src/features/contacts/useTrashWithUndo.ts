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
  return {
    trash: (contact: Named, onDone?: () => void) =>
      trashing.mutate(contact.id, {
        onSuccess: () => {
          toastUndo(`${contact.displayName} moved to trash`, () => restoring.mutateAsync(contact.id));
          onDone?.();
        },
      }),
    restore: (contact: Named) => restoring.mutate(contact.id, { onSuccess: () => toast(`${contact.displayName} restored`) }),
    isBusy: trashing.isPending || restoring.isPending,
  };
}
