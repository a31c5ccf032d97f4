import {
  checkSigningKey,
  createSigningKey,
  listSigningKeys,
  removeSigningKey,
  unwrap,
  type DnsRecordDto,
  type SigningKeyDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type DnsRecord = DnsRecordDto;
export type SigningKey = SigningKeyDto;

const signingKeysKey = (workspaceId: string, accountId: string) => workspaceKey(workspaceId, 'signingKeys', accountId);

export function useSigningKeys(workspaceId: string, accountId: string) {
  return useQuery({
    queryKey: signingKeysKey(workspaceId, accountId),
    queryFn: ({ signal }) => unwrap(listSigningKeys({ path: { workspaceId, id: accountId }, signal })),
  });
}

/** An empty domain is that of the workspace's sender address. */
export function useMakeSigningKey(workspaceId: string, accountId: string) {
  const forget = useForgetKeys(workspaceId, accountId);
  return useServerMutation({
    mutationFn: (domain: string) =>
      unwrap(createSigningKey({ path: { workspaceId, id: accountId }, body: domain.trim() === '' ? {} : { domain: domain.trim() } })),
    onSuccess: forget,
  });
}

/** Asks the name servers each time. A key whose record is found signs from then on, and another one may retire. */
export function useCheckSigningKey(workspaceId: string, accountId: string, keyId: string) {
  const forget = useForgetKeys(workspaceId, accountId);
  return useServerMutation({
    mutationFn: () => unwrap(checkSigningKey({ path: { workspaceId, id: accountId, keyId } })),
    onSettled: forget,
  });
}

export function useRemoveSigningKey(workspaceId: string, accountId: string) {
  const forget = useForgetKeys(workspaceId, accountId);
  return useServerMutation({
    mutationFn: (keyId: string) => unwrap(removeSigningKey({ path: { workspaceId, id: accountId, keyId } })),
    onSettled: forget,
  });
}

function useForgetKeys(workspaceId: string, accountId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: signingKeysKey(workspaceId, accountId) });
}
