import { mayActAs, type Role } from '@rapport/common';
import { createContext, useContext } from 'react';

export interface CurrentWorkspace {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly isSample: boolean;
  /** Deleted, until `purgeAt` its owner can restore it. */
  readonly deletedAt: string | null;
  readonly purgeAt: string | null;
}

export interface CurrentUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Until then they cannot invite others, join other workspaces or see system mail. */
  readonly isEmailConfirmed: boolean;
}

export interface WorkspaceScope {
  readonly workspace: CurrentWorkspace;
  readonly user: CurrentUser;
}

/** Set by the shell for everything under /w/:workspaceId. */
export const WorkspaceContext = createContext<WorkspaceScope | null>(null);

export function useWorkspaceScope(): WorkspaceScope {
  const scope = useContext(WorkspaceContext);
  if (!scope) throw new Error('useWorkspaceScope is used outside a workspace route.');
  return scope;
}

export function useWorkspaceId(): string {
  return useWorkspaceScope().workspace.id;
}

/** Whether the signed-in person may do what asks for `role`. The API decides; this only hides what it would refuse. */
export function useMay(role: Role): boolean {
  return mayActAs(useWorkspaceScope().workspace.role, role);
}
