import { useEffect, useEffectEvent } from 'react';
import { useNavigationType } from 'react-router';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type Look, useView, useViews } from './viewQueries';

/** In an address: no view, although the person has a default one. */
export const NO_VIEW = 'all';

interface SavedViewsInput {
  /** From the address; empty when it names none. */
  viewId: string;
  /** What the address says besides the view. */
  says: 'nothing' | 'something';
  /** False where views mean nothing, as in the trash. */
  isEnabled: boolean;
  /** Writes a view into the address. */
  open: (viewId: string, look: Look | null) => void;
}

/**
 * The views that the person can open, and the one that the address names. An address with nothing but a view is completed by what that view
 * says; one with nothing at all opens the default view, when one came here by a link and did not just take a filter away.
 */
export function useSavedViews({ viewId, says, isEnabled, open }: SavedViewsInput) {
  const workspaceId = useWorkspaceId();
  const isArriving = useNavigationType() !== 'REPLACE';
  const views = useViews(workspaceId);
  const wantsDefault = isEnabled && viewId === '' && says === 'nothing' && isArriving;
  const defaultId = wantsDefault ? (views.data?.find(({ isDefault }) => isDefault)?.id ?? null) : null;
  const named = isEnabled && viewId !== '' && viewId !== NO_VIEW ? viewId : null;
  const view = useView(workspaceId, named ?? defaultId);
  const isToFill = says === 'nothing' && (named ?? defaultId) !== null;

  const fill = useEffectEvent(() => {
    if (view.data) open(view.data.id, view.data);
  });
  useEffect(() => {
    if (isToFill && view.data) fill();
  }, [isToFill, view.data]);

  return {
    open,
    views: views.data ?? [],
    view: named === null ? null : (view.data ?? null),
    /** The named view is not there for this person: deleted, or someone else's. */
    isGone: named !== null && view.isError,
    /** False while it is not known yet what the table shows. */
    isReady: !(wantsDefault && views.isPending) && !(isToFill && !view.isError),
  };
}
