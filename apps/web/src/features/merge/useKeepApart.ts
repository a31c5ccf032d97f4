import { actWithUndo } from '../../shared/ui/act';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type DuplicatePair, useDismissDuplicate, useReopenDuplicate } from './mergeQueries';

/** “Not a duplicate”, with the way back in a toast. */
export function useKeepApart() {
  const workspaceId = useWorkspaceId();
  const dismiss = useDismissDuplicate(workspaceId);
  const reopen = useReopenDuplicate(workspaceId);
  const keepApart = ({ a, b }: Pick<DuplicatePair, 'a' | 'b'>) => {
    const ids = { a: a.id, b: b.id };
    return actWithUndo({
      act: () => dismiss.mutateAsync(ids),
      done: `${a.displayName} and ${b.displayName} are kept apart`,
      undo: () => reopen.mutateAsync(ids),
    });
  };
  return { keepApart: (pair: Pick<DuplicatePair, 'a' | 'b'>) => void keepApart(pair), isBusy: dismiss.isPending };
}
