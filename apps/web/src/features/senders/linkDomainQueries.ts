import { checkLinkDomain, getLinkDomain, removeLinkDomain, setLinkDomain, unwrap, type LinkDomainDto } from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type LinkDomain = LinkDomainDto;

const linkDomainKey = (workspaceId: string) => workspaceKey(workspaceId, 'linkDomain');

export function useLinkDomain(workspaceId: string) {
  return useQuery({
    queryKey: linkDomainKey(workspaceId),
    queryFn: ({ signal }) => unwrap(getLinkDomain({ path: { workspaceId }, signal })),
  });
}

export function useSetLinkDomain(workspaceId: string) {
  const forget = useForget(workspaceId);
  return useServerMutation({
    mutationFn: (host: string) => unwrap(setLinkDomain({ path: { workspaceId }, body: { host } })),
    onSuccess: forget,
  });
}

/** Asks the name servers and the host each time. */
export function useCheckLinkDomain(workspaceId: string) {
  const forget = useForget(workspaceId);
  return useServerMutation({ mutationFn: () => unwrap(checkLinkDomain({ path: { workspaceId } })), onSettled: forget });
}

export function useRemoveLinkDomain(workspaceId: string) {
  const forget = useForget(workspaceId);
  return useServerMutation({ mutationFn: () => unwrap(removeLinkDomain({ path: { workspaceId } })), onSettled: forget });
}

function useForget(workspaceId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: linkDomainKey(workspaceId) });
}
