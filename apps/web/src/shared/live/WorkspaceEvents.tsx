import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { workspaceRoot } from '../api/queryKeys';
import {
  OWN_EVENT_TYPES,
  openLiveChannel,
  WORKSPACE_EVENT_TYPES,
  type LiveChannel,
  type LiveEvent,
  type LiveEventType,
  type LiveState,
  type OwnEventType,
  type WorkspaceEventType,
} from './liveChannel';

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

type Handlers<Type extends LiveEventType> = Partial<Record<Type, (event: LiveEvent) => void>>;

/**
 * Runs the handlers while the component is mounted. Write what arrived into the query cache:
 * `useWorkspaceEvents({ 'import.progress': (event) => queryClient.setQueryData(...) })`.
 */
export function useWorkspaceEvents(handlers: Handlers<WorkspaceEventType>): void {
  useEvents(WORKSPACE_EVENT_TYPES, handlers);
}

/** The same for news of the signed-in person. They may be about another workspace than the one that is shown: look at their ids. */
export function useOwnEvents(handlers: Handlers<OwnEventType>): void {
  useEvents(OWN_EVENT_TYPES, handlers);
}

function useEvents<Type extends LiveEventType>(types: readonly Type[], handlers: Handlers<Type>): void {
  const channel = useContext(ChannelContext);
  const dispatch = useEffectEvent((type: Type, event: LiveEvent) => handlers[type]?.(event));
  useEffect(() => {
    if (!channel) return;
    const stops = types.map((type) => channel.subscribe(type, (event) => dispatch(type, event)));
    return () => stops.forEach((stop) => stop());
  }, [channel, types]);
}

export function useLiveState(): LiveState {
  const channel = useContext(ChannelContext);
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => channel?.onState(setState), [channel]);
  return state;
}
