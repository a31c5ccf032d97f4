import type { RemovalTarget } from '../../platform/removal/RemovalRepository.js';

export const WORKSPACE_REMOVAL = 'workspace';

/** A whole workspace; no part of itself, so that its removal is not removed on the way. */
export function workspaceRemoval(id: string): RemovalTarget {
  return { kind: WORKSPACE_REMOVAL, targetId: id, workspaceId: null };
}
