import {
  clearMailLab,
  getLabMessage,
  listLabMessages,
  playRecipient,
  unwrap,
  type LabMessageDto,
  type LabMessageSummaryDto,
  type PlayRecipientDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';

export type LabMessage = LabMessageDto;
export type LabMessageSummary = LabMessageSummaryDto;
export type Play = PlayRecipientDto;
export type PlayedAction = Play['action'];

const labKey = (workspaceId: string, ...rest: readonly unknown[]) => workspaceKey(workspaceId, 'mailLab', ...rest);
export const labListKey = (workspaceId: string, search: string) => labKey(workspaceId, 'list', search);
const messageKey = (workspaceId: string, id: string) => labKey(workspaceId, 'message', id);

export function fetchLabMessages(workspaceId: string, search: string, cursor: string | undefined, signal: AbortSignal) {
  return unwrap(listLabMessages({ path: { workspaceId }, query: { search: search || undefined, cursor, limit: 50 }, signal }));
}

/** Reading a message marks it as read: the list and the count in the navigation are asked again. */
export function useLabMessage(workspaceId: string, id: string) {
  const queryClient = useQueryClient();
  return useQuery({
    queryKey: messageKey(workspaceId, id),
    queryFn: async ({ signal }) => {
      const message = await unwrap(getLabMessage({ path: { workspaceId, id }, signal }));
      void queryClient.invalidateQueries({ queryKey: labKey(workspaceId, 'list') });
      void queryClient.invalidateQueries({ queryKey: labKey(workspaceId, 'unread') });
      return message;
    },
  });
}

export function usePlayRecipient(workspaceId: string, id: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (body: Play) => unwrap(playRecipient({ path: { workspaceId, id }, body })),
    onSuccess: (message) => {
      queryClient.setQueryData(messageKey(workspaceId, id), message);
      void queryClient.invalidateQueries({ queryKey: labKey(workspaceId, 'list') });
      // What the recipient did shows on the contact and in the campaign's figures.
      for (const domain of ['contacts', 'campaigns', 'inbox'])
        void queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, domain) });
    },
  });
}

export function useClearMailLab(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: () => unwrap(clearMailLab({ path: { workspaceId } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: labKey(workspaceId) }),
  });
}

/** New mail appears by itself. */
export function useLiveMailLab(workspaceId: string): void {
  const queryClient = useQueryClient();
  useWorkspaceEvents({ 'mailLab.changed': () => void queryClient.invalidateQueries({ queryKey: labKey(workspaceId, 'list') }) });
}
