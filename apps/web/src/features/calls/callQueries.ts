import {
  cancelCall,
  editTimelineEntry,
  getCall,
  getCallOptions,
  makeCall,
  setOwnPhone,
  unwrap,
  type CallOptionsDto,
  type PhoneCallDto,
} from '@rapport/sdk';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { workspaceKey } from '../../shared/api/queryKeys';
import { useServerMutation } from '../../shared/api/useServerMutation';

export type CallOptions = CallOptionsDto;
export type PhoneCall = PhoneCallDto;

const ASK_AGAIN_MS = 2_000;

const optionsKey = (workspaceId: string, contactId: string) => workspaceKey(workspaceId, 'calls', contactId, 'options');
const callKey = (workspaceId: string, contactId: string, callId: string) => workspaceKey(workspaceId, 'calls', contactId, 'call', callId);

/** Asked again each time someone is about to call: senders and numbers change. */
export function useCallOptions(workspaceId: string, contactId: string) {
  return useQuery({
    queryKey: optionsKey(workspaceId, contactId),
    queryFn: ({ signal }) => unwrap(getCallOptions({ path: { workspaceId, id: contactId }, signal })),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Asked for until it is over. */
export function useCall(workspaceId: string, call: PhoneCall) {
  return useQuery({
    queryKey: callKey(workspaceId, call.contactId, call.id),
    queryFn: ({ signal }) => unwrap(getCall({ path: { workspaceId, id: call.contactId, callId: call.id }, signal })),
    initialData: call,
    refetchInterval: ({ state }) => (state.data?.isOver ? false : ASK_AGAIN_MS),
  });
}

export function useMakeCall(workspaceId: string, contactId: string) {
  const changed = useTimelineChanged(workspaceId, contactId);
  return useServerMutation({
    mutationFn: (to: string) => unwrap(makeCall({ path: { workspaceId, id: contactId }, body: { to } })),
    onSuccess: changed,
  });
}

export function useCancelCall(workspaceId: string, contactId: string) {
  const queryClient = useQueryClient();
  const changed = useTimelineChanged(workspaceId, contactId);
  return useServerMutation({
    mutationFn: (callId: string) => unwrap(cancelCall({ path: { workspaceId, id: contactId, callId } })),
    onSettled: (_data, _error, callId) =>
      Promise.all([queryClient.invalidateQueries({ queryKey: callKey(workspaceId, contactId, callId) }), changed()]),
  });
}

export function useSetOwnPhone(workspaceId: string, contactId: string) {
  const queryClient = useQueryClient();
  return useServerMutation({
    mutationFn: (phone: string) => unwrap(setOwnPhone({ path: { workspaceId }, body: { phone } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: optionsKey(workspaceId, contactId) }),
  });
}

/** What was said, on the entry of the call. */
export function useSaveCallNote(workspaceId: string, contactId: string) {
  const changed = useTimelineChanged(workspaceId, contactId);
  return useServerMutation({
    mutationFn: ({ callId, notes }: { callId: string; notes: string }) =>
      unwrap(editTimelineEntry({ path: { workspaceId, id: contactId, entryId: callId }, body: { notes } })),
    onSuccess: changed,
  });
}

function useTimelineChanged(workspaceId: string, contactId: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: workspaceKey(workspaceId, 'timeline', contactId) });
}
