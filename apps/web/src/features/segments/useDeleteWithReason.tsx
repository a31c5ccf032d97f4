import { confirmAction } from '../../shared/ui/confirm';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useDeleteSegment } from './segmentQueries';

/** Asks before a segment is deleted. What uses it is named by the refusal. */
export function useDeleteWithReason() {
  const remove = useDeleteSegment(useWorkspaceId());
  return (segment: { readonly id: string; readonly name: string }, onDeleted: () => void = () => undefined) =>
    confirmAction({
      title: `Delete the segment ${segment.name}?`,
      consequences: ['The contacts themselves stay.', 'This can’t be undone.'],
      confirm: 'Delete segment',
      onConfirm: async () => {
        await remove.mutateAsync(segment.id);
        toast(`${segment.name} deleted`);
        onDeleted();
      },
    });
}
