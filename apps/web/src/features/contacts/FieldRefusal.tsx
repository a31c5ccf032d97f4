import { Anchor } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { isApiError, messageOf } from '../../shared/api/apiError';
import { isChangedMeanwhile } from '../../shared/conflict/isChangedMeanwhile';
import { workspaceKey } from '../../shared/api/queryKeys';
import { paths } from '../../shared/paths';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { existingContactIdOf } from './contactProblems';

/** Under a field that was refused: what happened, and the way on where there is one. */
export function FieldRefusal({ error, contactId }: { error: unknown; contactId: string }) {
  const workspaceId = useWorkspaceId();
  const queryClient = useQueryClient();
  const message = (isApiError(error) ? error.fields?.[0]?.message : undefined) ?? messageOf(error);
  const existingId = existingContactIdOf(error);
  if (existingId) {
    return (
      <>
        {message}{' '}
        <Anchor component={Link} to={paths.contact(workspaceId, existingId)} inherit>
          Open that contact
        </Anchor>
      </>
    );
  }
  if (isChangedMeanwhile(error)) {
    const reload = () => void queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'contacts', 'one', contactId) });
    return (
      <>
        {message}{' '}
        <Anchor component="button" type="button" onClick={reload} inherit>
          Load the newest version
        </Anchor>
        , then press Enter here again.
      </>
    );
  }
  return <>{message}</>;
}
