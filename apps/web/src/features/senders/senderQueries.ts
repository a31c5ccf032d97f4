import {
  activateSenderAccount,
  beginSenderSignIn,
  checkPublicAddress,
  checkSenderDomain,
  connectSenderReports,
  createSenderAccount,
  deleteSenderAccount,
  finishSenderSignIn,
  getSender,
  getSenderAccount,
  listSenderAccounts,
  listSenderTypes,
  sendAccountTestMessage,
  sendTestMessage,
  unwrap,
  updateSender,
  updateSenderAccount,
  verifySender,
  verifySenderAccount,
  type CreateSenderAccountDto,
  type DomainCheckDto,
  type SenderAccountDto,
  type SenderCheckDto,
  type SenderDomainDto,
  type SenderDto,
  type SenderFieldDto,
  type SenderTypeDto,
  type UpdateSenderAccountDto,
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

export type DomainCheck = DomainCheckDto;
export type SenderDomain = SenderDomainDto;

/** Where a test goes: an address, or the number of a phone. */
export type TestAddress = { to: string } | { phone: string };

export type SenderAccount = SenderAccountDto;
export type NewSenderAccount = CreateSenderAccountDto;
export type SenderAccountChanges = UpdateSenderAccountDto;

export const senderAccountsKey = (workspaceId: string) => workspaceKey(workspaceId, 'senderAccounts');
/** All senders, or one: that of an account, or with null what the workspace sends through. */
const senderKey = (workspaceId: string, accountId?: string | null) =>
  accountId === undefined ? workspaceKey(workspaceId, 'sender') : workspaceKey(workspaceId, 'sender', accountId);

export function useSenderAccounts(workspaceId: string) {
  return useQuery({
    queryKey: senderAccountsKey(workspaceId),
    queryFn: ({ signal }) => unwrap(listSenderAccounts({ path: { workspaceId }, signal })),
  });
}

export function useSender(workspaceId: string, accountId: string | null) {
  return useQuery({
    queryKey: senderKey(workspaceId, accountId),
    queryFn: ({ signal }) =>
      unwrap(
        accountId === null
          ? getSender({ path: { workspaceId }, signal })
          : getSenderAccount({ path: { workspaceId, id: accountId }, signal }),
      ),
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

/** Other cards and forms tell of what changed here: the state, which one is active. */
function useForgetSenders(workspaceId: string) {
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.invalidateQueries({ queryKey: senderAccountsKey(workspaceId) });
    await queryClient.invalidateQueries({ queryKey: senderKey(workspaceId) });
  };
}

/** Of the account, or with null of what the workspace sends through. */
export function useUpdateSender(workspaceId: string, accountId: string | null) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (body: SenderSettings) =>
      unwrap(
        accountId === null
          ? updateSender({ path: { workspaceId }, body })
          : updateSenderAccount({ path: { workspaceId, id: accountId }, body }),
      ),
    onSuccess: async (sender) => {
      queryClient.setQueryData(senderKey(workspaceId, accountId), sender);
      await queryClient.invalidateQueries({ queryKey: senderAccountsKey(workspaceId) });
    },
  });
}

export function useCreateSender(workspaceId: string) {
  const forget = useForgetSenders(workspaceId);
  return useServerMutation({
    mutationFn: (body: NewSenderAccount) => unwrap(createSenderAccount({ path: { workspaceId }, body })),
    onSuccess: forget,
  });
}

/** Has the provider of the account report here. */
export function useConnectReports(workspaceId: string) {
  const forget = useForgetSenders(workspaceId);
  return useServerMutation({
    mutationFn: (id: string) => unwrap(connectSenderReports({ path: { workspaceId, id } })),
    onSuccess: forget,
  });
}

/** Name and limits; settings are saved by their own form. */
export function useDescribeSender(workspaceId: string) {
  const forget = useForgetSenders(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, ...body }: Omit<SenderAccountChanges, 'type' | 'config'> & { id: string }) =>
      unwrap(updateSenderAccount({ path: { workspaceId, id }, body })),
    onSuccess: forget,
  });
}

/** Where the person goes to sign in at the vendor. */
export function useBeginSignIn(workspaceId: string) {
  return useServerMutation({ mutationFn: (id: string) => unwrap(beginSenderSignIn({ path: { workspaceId, id } })) });
}

export function useFinishSignIn(workspaceId: string) {
  const forget = useForgetSenders(workspaceId);
  return useServerMutation({
    mutationFn: (body: { code: string; state: string }) => unwrap(finishSenderSignIn({ path: { workspaceId }, body })),
    onSuccess: forget,
  });
}

export function useActivateSender(workspaceId: string) {
  const forget = useForgetSenders(workspaceId);
  return useServerMutation({
    mutationFn: (id: string) => unwrap(activateSenderAccount({ path: { workspaceId, id } })),
    onSuccess: forget,
  });
}

export function useDeleteSender(workspaceId: string) {
  const forget = useForgetSenders(workspaceId);
  return useServerMutation({
    mutationFn: (id: string) => unwrap(deleteSenderAccount({ path: { workspaceId, id } })),
    onSuccess: forget,
  });
}

/** `settings` null checks what is saved, and the answer is remembered; otherwise they are tried without being saved. */
export function useVerifySender(workspaceId: string, accountId: string | null) {
  const forget = useForgetSenders(workspaceId);
  return useServerMutation({
    mutationFn: (settings: SenderSettings | null) =>
      unwrap(
        accountId === null
          ? verifySender({ path: { workspaceId }, body: settings ?? {} })
          : verifySenderAccount({ path: { workspaceId, id: accountId }, body: settings ?? {} }),
      ),
    onSettled: forget,
  });
}

export function useSendTestMessage(workspaceId: string, accountId: string | null) {
  const forget = useForgetSenders(workspaceId);
  return useServerMutation({
    mutationFn: ({ settings, to }: { settings: SenderSettings | null; to: TestAddress }) => {
      const body = { ...(settings ?? {}), ...to };
      return unwrap(
        accountId === null
          ? sendTestMessage({ path: { workspaceId }, body })
          : sendAccountTestMessage({ path: { workspaceId, id: accountId }, body }),
      );
    },
    onSettled: forget,
  });
}

/** Asks the name servers each time; an empty domain is that of the workspace's sender address. */
export function useCheckDomain(workspaceId: string, accountId: string) {
  return useServerMutation({
    mutationFn: (domain: string) =>
      unwrap(checkSenderDomain({ path: { workspaceId, id: accountId }, query: domain.trim() === '' ? {} : { domain: domain.trim() } })),
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
