import {
  clearLabFault,
  clearMailLab,
  getLabFault,
  getLabMessage,
  listLabMessages,
  playRecipient,
  setLabFault,
  unwrap,
  type LabFaultDto,
  type LabMessageDto,
  type LabMessageSummaryDto,
  type PlayRecipientDto,
  type SetLabFaultDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';
import { useWorkspaceEvents } from '../../shared/live/WorkspaceEvents';

export type LabMessage = LabMessageDto;
export type LabMessageSummary = LabMessageSummaryDto;
export type Play = PlayRecipientDto;
export type PlayedAction = Play['action'];
export type Fault = LabFaultDto;
export type FaultKind = Fault['fault'];

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

const faultKey = (workspaceId: string) => labKey(workspaceId, 'fault');
/** It ends by itself. */
const ASK_AGAIN_MS = 30_000;

export function useLabFault(workspaceId: string) {
  return useQuery({
    queryKey: faultKey(workspaceId),
    queryFn: ({ signal }) => unwrap(getLabFault({ path: { workspaceId }, signal })),
    refetchInterval: ASK_AGAIN_MS,
  });
}

export function useSetLabFault(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (body: SetLabFaultDto) => unwrap(setLabFault({ path: { workspaceId }, body })),
    onSuccess: (state) => queryClient.setQueryData(faultKey(workspaceId), state),
  });
}

export function useClearLabFault(workspaceId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: () => unwrap(clearLabFault({ path: { workspaceId } })),
    onSuccess: (state) => queryClient.setQueryData(faultKey(workspaceId), state),
  });
}

/** New mail appears by itself. */
export function useLiveMailLab(workspaceId: string): void {
  const queryClient = useQueryClient();
  useWorkspaceEvents({
    'mailLab.changed': () => {
      for (const what of ['list', 'fault', 'message']) void queryClient.invalidateQueries({ queryKey: labKey(workspaceId, what) });
    },
  });
}
