import type { Role } from '@rapport/common';
import {
  confirmAccountEmail,
  createInvitation,
  createSampleWorkspace,
  createWorkspace,
  deleteSampleWorkspace,
  deleteWorkspace,
  getWorkspace,
  joinWorkspace,
  leaveWorkspace,
  listInvitations,
  listMembers,
  removeMember,
  resendInvitation,
  restoreWorkspace,
  revokeInvitation,
  transferWorkspace,
  unwrap,
  updateMember,
  updateWorkspace,
  type InvitationDto,
  type MemberDto,
  type WorkspaceDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { workspaceKey, workspaceRoot } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

const ASK_AGAIN_MS = 500;

export type Workspace = WorkspaceDto;
export type Member = MemberDto;
export type Invitation = InvitationDto;
export type GivableRole = Exclude<Role, 'owner'>;

/** Memberships are part of the session: it is asked for again, and awaited, so that the next page knows the workspace. */
function useRefreshSession() {
  const queryClient = useQueryClient();
  return () => queryClient.refetchQueries({ queryKey: ['session'] });
}

export function useCreateWorkspace() {
  const refresh = useRefreshSession();
  return useServerMutation({
    mutationFn: (body: { name: string }) => unwrap(createWorkspace({ body })),
    onSuccess: refresh,
  });
}

export function useCreateSampleWorkspace() {
  const refresh = useRefreshSession();
  return useServerMutation({
    mutationFn: async () => {
      let workspace = await unwrap(createSampleWorkspace());
      // Its people and campaigns are written in the background; an empty sample is nothing to look at.
      while (workspace.sampleState === 'filling') {
        await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
        workspace = await unwrap(getWorkspace({ path: { workspaceId: workspace.id } }));
      }
      return workspace;
    },
    onSuccess: refresh,
  });
}

/** How far the sample is, until it is filled; then everything in it is asked for again. */
export function useSampleState(workspaceId: string): WorkspaceDto['sampleState'] {
  const queryClient = useQueryClient();
  const { data } = useQuery({
    queryKey: workspaceKey(workspaceId, 'sampleState'),
    queryFn: async () => {
      const { sampleState } = await unwrap(getWorkspace({ path: { workspaceId } }));
      return sampleState;
    },
    refetchInterval: ({ state }) => (state.data === 'filling' ? ASK_AGAIN_MS : false),
  });
  const before = useRef(data);
  useEffect(() => {
    if (before.current === 'filling' && data === 'ready') void queryClient.invalidateQueries({ queryKey: workspaceRoot(workspaceId) });
    before.current = data;
  }, [data, queryClient, workspaceId]);
  return data ?? null;
}

export function useDeleteSampleWorkspace() {
  const refresh = useRefreshSession();
  return useServerMutation({ mutationFn: () => unwrap(deleteSampleWorkspace()), onSuccess: refresh });
}

export function useWorkspace(workspaceId: string) {
  return useQuery({ queryKey: workspaceKey(workspaceId, 'workspace'), queryFn: () => unwrap(getWorkspace({ path: { workspaceId } })) });
}

export interface WorkspaceChanges {
  name?: string;
  postalAddress?: string | null;
  timeZone?: string;
  defaultCountry?: string | null;
  defaultFromName?: string | null;
  defaultFromEmail?: string | null;
  defaultReplyTo?: string | null;
}

export function useUpdateWorkspace(workspaceId: string) {
  const queryClient = useQueryClient();
  const refresh = useRefreshSession();
  return useServerMutation({
    mutationFn: (body: WorkspaceChanges) => unwrap(updateWorkspace({ path: { workspaceId }, body })),
    onSuccess: (workspace) => {
      queryClient.setQueryData(workspaceKey(workspaceId, 'workspace'), workspace);
      return refresh();
    },
  });
}

const membersKey = (workspaceId: string) => workspaceKey(workspaceId, 'members');
const invitationsKey = (workspaceId: string) => workspaceKey(workspaceId, 'invitations');

export function useMembers(workspaceId: string) {
  // People join in their own browsers, so what is known is asked again each time.
  return useQuery({ queryKey: membersKey(workspaceId), queryFn: () => unwrap(listMembers({ path: { workspaceId } })), staleTime: 0 });
}

export function useUpdateMember(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ userId, role }: { userId: string; role: GivableRole }) =>
      unwrap(updateMember({ path: { workspaceId, userId }, body: { role } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: membersKey(workspaceId) }),
  });
}

export function useRemoveMember(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (userId: string) => unwrap(removeMember({ path: { workspaceId, userId } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: membersKey(workspaceId) }),
  });
}

/** By the operator of the installation. */
export function useConfirmMemberEmail(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (userId: string) => unwrap(confirmAccountEmail({ path: { userId } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: membersKey(workspaceId) }),
  });
}

export function useInvitations(workspaceId: string, isEnabled: boolean) {
  return useQuery({
    queryKey: invitationsKey(workspaceId),
    queryFn: () => unwrap(listInvitations({ path: { workspaceId } })),
    enabled: isEnabled,
  });
}

export function useCreateInvitation(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (body: { email: string; role: GivableRole }) => unwrap(createInvitation({ path: { workspaceId }, body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: invitationsKey(workspaceId) }),
  });
}

export function useRevokeInvitation(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (id: string) => unwrap(revokeInvitation({ path: { workspaceId, id } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: invitationsKey(workspaceId) }),
  });
}

/** A new link goes out by mail; the old one stops working. */
export function useResendInvitation(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (id: string) => unwrap(resendInvitation({ path: { workspaceId, id } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: invitationsKey(workspaceId) }),
  });
}

/** With one click, for whoever is signed in as the invited person. */
export function useJoinWorkspace(token: string) {
  const refresh = useRefreshSession();
  return useServerMutation({ mutationFn: () => unwrap(joinWorkspace({ path: { token } })), onSuccess: refresh });
}

export function useLeaveWorkspace(workspaceId: string) {
  const refresh = useRefreshSession();
  return useServerMutation({ mutationFn: () => unwrap(leaveWorkspace({ path: { id: workspaceId } })), onSuccess: refresh });
}

export function useTransferWorkspace(workspaceId: string) {
  const queryClient = useQueryClient();
  const refresh = useRefreshSession();
  return useServerMutation({
    mutationFn: (userId: string) => unwrap(transferWorkspace({ path: { workspaceId }, body: { userId } })),
    onSuccess: () => Promise.all([refresh(), queryClient.invalidateQueries({ queryKey: membersKey(workspaceId) })]),
  });
}

export function useDeleteWorkspace(workspaceId: string) {
  const refresh = useRefreshSession();
  return useServerMutation({
    mutationFn: (name: string) => unwrap(deleteWorkspace({ path: { workspaceId }, body: { name } })),
    onSuccess: refresh,
  });
}

export function useRestoreWorkspace(workspaceId: string) {
  const refresh = useRefreshSession();
  return useServerMutation({
    mutationFn: () => unwrap(restoreWorkspace({ path: { workspaceId } })),
    onSuccess: refresh,
  });
}
