import {
  createApiKey,
  listApiKeys,
  listApiKeyScopes,
  revokeApiKey,
  rotateApiKey,
  unwrap,
  updateApiKey,
  type ApiKeyDto,
  type ApiKeyScopeDto,
  type NewApiKeyDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useKeysetRows } from '../../shared/table/useKeysetRows';

export type ApiKey = ApiKeyDto;
export type NewApiKey = NewApiKeyDto;
export type Scope = ApiKeyScopeDto['scope'];
export type ScopeEntry = ApiKeyScopeDto;

const PAGE = 100;
const keysKey = (workspaceId: string) => workspaceKey(workspaceId, 'apiKeys');

function useKeysChanged(workspaceId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: keysKey(workspaceId) });
}

export function useApiKeys(workspaceId: string) {
  return useKeysetRows({
    queryKey: keysKey(workspaceId),
    fetchPage: (cursor, signal) =>
      unwrap(listApiKeys({ path: { workspaceId }, query: { limit: PAGE, ...(cursor ? { cursor } : {}) }, signal })),
    keepsAll: true,
  });
}

export function useScopes(workspaceId: string) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'apiKeyScopes'),
    queryFn: () => unwrap(listApiKeyScopes({ path: { workspaceId } })),
    staleTime: Infinity,
  });
}

export function useCreateApiKey(workspaceId: string) {
  const changed = useKeysChanged(workspaceId);
  return useServerMutation({
    mutationFn: (body: { description: string; scopes: Scope[]; expiresInDays: number | null }) =>
      unwrap(createApiKey({ path: { workspaceId }, body })),
    onSuccess: changed,
  });
}

export function useUpdateApiKey(workspaceId: string) {
  const changed = useKeysChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, ...body }: { id: string; description: string; scopes: Scope[] }) =>
      unwrap(updateApiKey({ path: { workspaceId, id }, body })),
    onSuccess: changed,
  });
}

export function useRotateApiKey(workspaceId: string) {
  const changed = useKeysChanged(workspaceId);
  return useServerMutation({
    mutationFn: ({ id, ...body }: { id: string; overlapHours: number; expiresInDays: number | null }) =>
      unwrap(rotateApiKey({ path: { workspaceId, id }, body })),
    onSuccess: changed,
  });
}

export function useRevokeApiKey(workspaceId: string) {
  const changed = useKeysChanged(workspaceId);
  return useServerMutation({
    mutationFn: (id: string) => unwrap(revokeApiKey({ path: { workspaceId, id } })),
    onSuccess: changed,
  });
}
