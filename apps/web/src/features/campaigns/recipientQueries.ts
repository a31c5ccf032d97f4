import {
  getSentMessage,
  listRecipients,
  resolveRecipient,
  unwrap,
  type ListRecipientsData,
  type RecipientDto,
  type SentMessageDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { apiUrl } from '../../shared/basePath';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { campaignsKey } from './campaignQueries';

export type Recipient = RecipientDto;
export type SentMessage = SentMessageDto;

export type SkipReason = NonNullable<Recipient['skipReason']>;
export type RecipientAct = NonNullable<NonNullable<ListRecipientsData['query']>['did']>;

export interface RecipientQuery {
  state: string;
  did: string;
  skipReason: string;
  search: string;
  variantId: string;
  round: string;
}

export const recipientsKey = (workspaceId: string, campaignId: string, query: RecipientQuery) =>
  campaignsKey(workspaceId, 'recipients', campaignId, query);

export function fetchRecipients(
  workspaceId: string,
  id: string,
  { state, did, skipReason, search, variantId, round }: RecipientQuery,
  cursor: string | undefined,
  signal: AbortSignal,
) {
  const query = {
    state: (state || undefined) as Recipient['state'] | undefined,
    did: (did || undefined) as RecipientAct | undefined,
    skipReason: (skipReason || undefined) as SkipReason | undefined,
    search: search || undefined,
    variantId: variantId || undefined,
    round: (round || undefined) as 'test' | 'rest' | undefined,
    cursor,
    limit: 100,
  };
  return unwrap(listRecipients({ path: { workspaceId, id }, query, signal }));
}

/** A plain link: the browser downloads it with the session's cookie. The rows that are shown, all pages of them. */
export function recipientsCsvUrl(workspaceId: string, campaignId: string, query: RecipientQuery): string {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return apiUrl(`/api/v1/workspaces/${workspaceId}/campaigns/${campaignId}/recipients.csv${asked && `?${asked}`}`);
}

/** A person says what became of an uncertain message. `notSent` lets it go out again. */
export function useResolveRecipient(workspaceId: string, campaignId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: ({ recipientId, outcome }: { recipientId: string; outcome: 'sent' | 'notSent' }) =>
      unwrap(resolveRecipient({ path: { workspaceId, id: campaignId, recipientId }, body: { outcome } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: campaignsKey(workspaceId) }),
  });
}

/** Null: not known yet, so nothing is asked. */
export function useSentMessage(workspaceId: string, id: string | null) {
  return useQuery({
    queryKey: workspaceKey(workspaceId, 'messages', id),
    queryFn: ({ signal }) => unwrap(getSentMessage({ path: { workspaceId, id: id ?? '' }, signal })),
    enabled: id !== null,
  });
}
