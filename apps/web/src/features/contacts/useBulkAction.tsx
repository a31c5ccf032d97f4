import { modals } from '@mantine/modals';
import { notifications } from '@mantine/notifications';
import { plural } from '../../shared/format/format';
import { act } from '../../shared/ui/act';
import { toast, toastAction, toastError, TOLD, toastUndo } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { BulkLeftList } from './BulkLeftList';
import { BulkProgress } from './BulkProgress';
import { type Bulk, type BulkInput, type BulkUndo, useBulkCalls, useStartBulk } from './bulkQueries';

const DOING: Record<Bulk['action'], string> = {
  trash: 'Moving contacts to trash',
  restore: 'Restoring contacts',
  addToList: 'Adding contacts to the list',
  removeFromList: 'Removing contacts from the list',
  moveToStage: 'Moving contacts to the stage',
  leaveStage: 'Taking contacts off their stage',
  setField: 'Setting a field',
  mergeDuplicates: 'Merging exact duplicates',
  import: 'Undoing an import',
};
const DONE: Record<Bulk['action'], string> = {
  trash: 'moved to trash',
  restore: 'restored',
  addToList: 'added to the list',
  removeFromList: 'removed from the list',
  moveToStage: 'moved to the stage',
  leaveStage: 'removed from their stage',
  setField: 'changed',
  mergeDuplicates: 'merged into their duplicates',
  import: 'imported',
};

/**
 * One change to many contacts, from its beginning to its undo. What is done at once is told at once; what takes longer shows its progress
 * in a toast, which outlives the page that began it.
 */
export function useBulkAction() {
  const workspaceId = useWorkspaceId();
  const starting = useStartBulk(workspaceId);
  const calls = useBulkCalls(workspaceId);

  /** `done` makes the sentence out of “12 contacts”. */
  const follow = (bulk: Bulk, done = (count: string) => `${count} ${DONE[bulk.action]}`) => {
    if (bulk.isFinished) finish(bulk, done);
    else if (bulk.undo)
      showProgress(bulk.id, bulk.action === 'import' ? DOING.import : 'Undoing', (ended) => ended.undo && finishUndo(ended.undo), true);
    else showProgress(bulk.id, DOING[bulk.action], (ended) => finish(ended, done));
  };

  const finish = (bulk: Bulk, done: (count: string) => string) => {
    calls.changed();
    const { undoId, affected, left } = bulk;
    const counted = done(plural(affected, 'contact'));
    const show = () => openLeft(bulk.id, 'do', left);
    if (bulk.status === 'failed' && !undoId) toastError(new Error(bulk.error ?? 'The action stopped because of a server error.'));
    else if (undoId) {
      const how =
        bulk.status === 'failed' ? `Stopped by an error: only ${counted}` : bulk.status === 'cancelled' ? `Cancelled: ${counted}` : counted;
      toastUndo(how, () => undo(undoId));
      if (left > 0) toastAction(`${plural(left, 'contact')} could not be changed`, 'Show', show);
    } else if (left > 0) toastAction(`No contact changed. ${plural(left, 'contact')} could not be`, 'Show', show);
    else toast(bulk.status === 'cancelled' ? 'Cancelled. No contact changed' : 'No changes needed');
  };

  const undo = async (undoId: string) => {
    const undoing = await calls.undo(undoId);
    if (undoing.status === 'undone') finishUndo(undoing);
    else showProgress(undoId, 'Undoing', (ended) => ended.undo && finishUndo(ended.undo), true);
    return TOLD;
  };

  const finishUndo = ({ id, status, affected, left }: BulkUndo) => {
    calls.changed();
    if (status !== 'undone') {
      toastUndo(`Undo stopped: ${plural(affected, 'contact')} put back`, () => undo(id));
      return;
    }
    if (left === 0) toast('Undone');
    else
      toastAction(`${plural(affected, 'contact')} put back, ${left} left as ${left === 1 ? 'it is' : 'they are'}`, 'Show', () =>
        openLeft(id, 'undo', left),
      );
  };

  const showProgress = (bulkId: string, doing: string, onEnd: (bulk: Bulk) => void, isUndo = false) => {
    calls.forget(bulkId);
    const id = `bulk-${bulkId}`;
    const end = (bulk: Bulk) => {
      notifications.hide(id);
      onEnd(bulk);
    };
    const cancel = () => void calls.cancel(bulkId).catch((error: unknown) => toastError(error));
    notifications.show({
      id,
      autoClose: false,
      withCloseButton: false,
      message: <BulkProgress workspaceId={workspaceId} bulkId={bulkId} doing={doing} isUndo={isUndo} onEnd={end} onCancel={cancel} />,
    });
  };

  const openLeft = (bulkId: string, phase: 'do' | 'undo', left: number) =>
    modals.open({
      title: `${plural(left, 'contact')} left as ${left === 1 ? 'it is' : 'they are'}`,
      size: 560,
      children: <BulkLeftList workspaceId={workspaceId} bulkId={bulkId} phase={phase} total={left} />,
    });

  /** Throws when it could not be begun: a form shows that at its fields. */
  const begin = async (input: BulkInput, done: (count: string) => string): Promise<Bulk> => {
    const bulk = await starting.mutateAsync(input);
    follow(bulk, done);
    return bulk;
  };

  /** Null when it could not be begun; that has been shown. */
  const run = async (input: BulkInput, done: (count: string) => string): Promise<Bulk | null> => {
    let bulk: Bulk | null = null;
    await act(async () => {
      bulk = await begin(input, done);
    });
    return bulk;
  };

  return { begin, run, follow, isStarting: starting.isPending };
}
