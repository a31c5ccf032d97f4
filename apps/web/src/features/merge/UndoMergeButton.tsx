import { Button } from '@mantine/core';
import { act } from '../../shared/ui/act';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useMerge, useUndoMerge } from './mergeQueries';

/** On an entry of the timeline that tells of a merge. */
export function UndoMergeButton({ mergeId: given }: { mergeId: unknown }) {
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('author');
  const mergeId = typeof given === 'string' && mayEdit ? given : null;
  const undo = useUndoMerge(workspaceId);
  const merge = useMerge(workspaceId, mergeId).data;
  if (mergeId === null || !merge?.canUndo) return null;
  const run = () =>
    void act(async () => {
      const { secondaries } = await undo.mutateAsync(mergeId);
      toast(`Merge undone: ${secondaries.map(({ displayName }) => displayName).join(', ')} restored`);
    });
  return (
    <Button variant="subtle" color="gray" size="compact-xs" loading={undo.isPending} onClick={run}>
      Undo merge
    </Button>
  );
}
