import { useEffect, useEffectEvent } from 'react';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useActiveBulk, useBulkCalls } from './bulkQueries';
import { useBulkAction } from './useBulkAction';

/** Shows the progress of actions that were begun before this page was opened; contacts that others change are asked for anew. */
export function useRunningBulk(): void {
  const workspaceId = useWorkspaceId();
  const active = useActiveBulk(workspaceId).data;
  const { changed } = useBulkCalls(workspaceId);
  const { follow } = useBulkAction();
  const show = useEffectEvent(() => active?.forEach((bulk) => follow(bulk)));
  useEffect(() => show(), [active]);
  useWorkspaceEvents({
    'contacts.bulk': ({ status }) => {
      if (status !== 'running' && status !== 'undoing') changed();
    },
  });
}
