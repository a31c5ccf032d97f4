import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { workspaceRoot } from '../api/queryKeys';
import { LIVE_EVENT_TYPES, openLiveChannel, type LiveChannel, type LiveEvent, type LiveEventType, type LiveState } from './liveChannel';

const ChannelContext = createContext<LiveChannel | null>(null);

/** Mounted once by the shell; opens the stream of the current workspace. */
export function WorkspaceEventsProvider({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  const [channel, setChannel] = useState<LiveChannel | null>(null);
  useEffect(() => {
    const opened = openLiveChannel(workspaceId, () => void queryClient.invalidateQueries({ queryKey: workspaceRoot(workspaceId) }));
    setChannel(opened);
    return () => opened.close();
  }, [workspaceId, queryClient]);
  return <ChannelContext value={channel}>{children}</ChannelContext>;
}

export type WorkspaceEventHandlers = Partial<Record<LiveEventType, (event: LiveEvent) => void>>;

/**
 * Runs the handlers while the component is mounted. Write what arrived into the query cache:
 * `useWorkspaceEvents({ 'import.progress': (event) => queryClient.setQueryData(...) })`.
 */
export function useWorkspaceEvents(handlers: WorkspaceEventHandlers): void {
  const channel = useContext(ChannelContext);
  const dispatch = useEffectEvent((event: LiveEvent) => handlers[event.type]?.(event));
  useEffect(() => {
    if (!channel) return;
    const stops = LIVE_EVENT_TYPES.map((type) => channel.subscribe(type, (event) => dispatch(event)));
    return () => stops.forEach((stop) => stop());
  }, [channel]);
}

export function useLiveState(): LiveState {
  const channel = useContext(ChannelContext);
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => channel?.onState(setState), [channel]);
  return state;
}
