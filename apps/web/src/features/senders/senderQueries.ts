import {
  checkPublicAddress,
  getSender,
  listSenderTypes,
  sendTestMessage,
  unwrap,
  updateSender,
  verifySender,
  type SenderCheckDto,
  type SenderDto,
  type SenderFieldDto,
  type SenderTypeDto,
  type UpdateSenderDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type Sender = SenderDto;
export type SenderType = SenderTypeDto;
export type SenderField = SenderFieldDto;
export type SenderCheck = SenderCheckDto;
export type SenderSettings = UpdateSenderDto;

const senderKey = (workspaceId: string) => workspaceKey(workspaceId, 'sender');

export function useSender(workspaceId: string) {
  return useQuery({
    queryKey: senderKey(workspaceId),
    queryFn: ({ signal }) => unwrap(getSender({ path: { workspaceId }, signal })),
    // A form is filled from it; a refetch on focus would not change the form, but its state line would disagree with it.
    refetchOnWindowFocus: false,
  });
}

export function useSenderTypes(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'senderTypes'),
    queryFn: ({ signal }) => unwrap(listSenderTypes({ path: { workspaceId }, signal })),
    staleTime: Infinity,
  });
}

export function useUpdateSender(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (body: SenderSettings) => unwrap(updateSender({ path: { workspaceId }, body })),
    onSuccess: (sender) => queryClient.setQueryData(senderKey(workspaceId), sender),
  });
}

/** `settings` null checks what is saved, and the answer is remembered; otherwise they are tried without being saved. */
export function useVerifySender(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (settings: SenderSettings | null) => unwrap(verifySender({ path: { workspaceId }, body: settings ?? {} })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: senderKey(workspaceId) }),
  });
}

export function useSendTestMessage(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ settings, to }: { settings: SenderSettings | null; to: string }) =>
      unwrap(sendTestMessage({ path: { workspaceId }, body: { ...(settings ?? {}), to } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: senderKey(workspaceId) }),
  });
}

/** The server asks the network at most once a minute, so an answer may be as old as that. */
export function usePublicAddress(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'publicAddress'),
    queryFn: ({ signal }) => unwrap(checkPublicAddress({ path: { workspaceId }, signal })),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    retry: false,
  });
}
