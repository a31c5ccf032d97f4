import { DomainEvent } from '../../platform/events/DomainEvents.js';

export interface WorkspaceDeletion {
  readonly workspaceId: string;
  /** ISO 8601 UTC. */
  readonly deletedAt: string;
}

/** Published in the transaction that begins the grace. Campaigns are paused; new sends are refused from that moment on anyway. */
export const WorkspaceDeleted = new DomainEvent<WorkspaceDeletion>('workspaces.deleted');

export interface WorkspacePurge {
  readonly workspaceId: string;
}

/** Published in the transaction that removes the workspace for good: for what no foreign key removes. */
export const WorkspacePurged = new DomainEvent<WorkspacePurge>('workspaces.purged');

export interface LostMember {
  readonly workspaceId: string;
  readonly userId: string;
}

/** Published in the transaction in which a member is removed, leaves or may do less. What they may still do, the listener asks. */
export const MemberLostRights = new DomainEvent<LostMember>('workspaces.memberLostRights');
