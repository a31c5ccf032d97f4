import { chooseVariant, getAbTest, unwrap, type AbResultDto, type AbTestDto } from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { campaignsKey, type Campaign } from './campaignQueries';

export type AbTest = AbTestDto;
export type AbResult = AbResultDto;
export type Variant = AbTest['variants'][number];
export type SamplePlan = NonNullable<AbTest['sample']>;

const A_MINUTE_MS = 60_000;

/** Counted over the ledger: asked anew when the campaign moves, and every minute while the page is open. */
export function useAbResult(workspaceId: string, { id, status, abTest, version }: Pick<Campaign, 'id' | 'status' | 'abTest' | 'version'>) {
  return useQuery({
    queryKey: campaignsKey(workspaceId, 'abTest', id, status, version),
    queryFn: ({ signal }) => unwrap(getAbTest({ path: { workspaceId, id }, signal })),
    enabled: abTest !== null,
    refetchInterval: A_MINUTE_MS,
  });
}

export function useChooseVariant(workspaceId: string, id: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (variantId: string) => unwrap(chooseVariant({ path: { workspaceId, id, variantId } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: campaignsKey(workspaceId) }),
  });
}
