import { apiUrl } from '../basePath';
/** Of the workspace that is shown. */
export const WORKSPACE_EVENT_TYPES = [
  'import.progress',
  'contacts.bulk',
  'contacts.duplicates',
  'lists.changed',
  'segments.counted',
  'exports.changed',
  'campaign.progress',
  'campaign.changed',
  'campaign.comments',
  'mailLab.changed',
  'timeline.changed',
  'reminders.changed',
  'inbox.changed',
  'insights.changed',
] as const;
/** Of the person who is signed in, about any of their workspaces: they arrive in all their tabs. */
export const OWN_EVENT_TYPES = ['audit.verifying', 'reminder.due', 'reminder.assigned', 'timeline.mentioned'] as const;
const LIVE_EVENT_TYPES = [...WORKSPACE_EVENT_TYPES, ...OWN_EVENT_TYPES];
export type WorkspaceEventType = (typeof WORKSPACE_EVENT_TYPES)[number];
export type OwnEventType = (typeof OWN_EVENT_TYPES)[number];
export type LiveEventType = WorkspaceEventType | OwnEventType;

/** What arrives: `type`, usually the `id` of the thing that moved, and fields of its own that the listener narrows. */
export interface LiveEvent {
  readonly type: LiveEventType;
  readonly id?: string;
  readonly [field: string]: unknown;
}

export type LiveState = 'connecting' | 'open' | 'reconnecting';
type Listener = (event: LiveEvent) => void;

export interface LiveChannel {
  subscribe(type: LiveEventType, listener: Listener): () => void;
  onState(listener: (state: LiveState) => void): () => void;
  close(): void;
}

const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;
/** So long a tab in the background keeps its stream: someone who looks something up elsewhere comes back to a page that is up to date. */
const HIDDEN_FOR = 15_000;

/**
 * One stream per open workspace, and only for a tab that can be seen: without HTTP/2 a browser has six connections to a server, which
 * as many tabs would use up. `onGap` runs after a reconnect: events may have been missed, so whoever caches must ask again.
 * The browser retries a dropped stream itself but gives up after an error answer; this retries that too, with growing pauses. A stream
 * whose place went to a newer one (`replaced`) comes back when its tab is looked at, or the two would take turns for ever.
 */
export function openLiveChannel(workspaceId: string, onGap: () => void): LiveChannel {
  const listeners = new Map<LiveEventType, Set<Listener>>();
  const stateListeners = new Set<(state: LiveState) => void>();
  let source: EventSource | null = null;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let retryAfter = FIRST_RETRY;
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  let wasOpen = false;

  const announce = (state: LiveState) => stateListeners.forEach((listener) => listener(state));

  const receive = (message: MessageEvent<string>) => {
    const event = parseEvent(message);
    if (event) listeners.get(event.type)?.forEach((listener) => listener(event));
  };

  const disconnect = () => {
    clearTimeout(retryTimer);
    source?.close();
    source = null;
  };

  const onLooked = () => {
    clearTimeout(hiddenTimer);
    if (document.visibilityState === 'hidden') hiddenTimer = setTimeout(disconnect, HIDDEN_FOR);
    else if (!source) connect();
  };

  const connect = () => {
    disconnect();
    source = new EventSource(apiUrl(`/api/v1/workspaces/${workspaceId}/events`));
    for (const type of LIVE_EVENT_TYPES) source.addEventListener(type, receive);
    source.onmessage = receive;
    source.addEventListener('replaced', () => {
      announce('reconnecting');
      disconnect();
    });
    source.onopen = () => {
      announce('open');
      if (wasOpen) onGap();
      wasOpen = true;
      retryAfter = FIRST_RETRY;
    };
    source.onerror = () => {
      announce('reconnecting');
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      retryTimer = setTimeout(connect, retryAfter);
      retryAfter = Math.min(retryAfter * 2, LAST_RETRY);
    };
  };
  connect();
  document.addEventListener('visibilitychange', onLooked);
  window.addEventListener('focus', onLooked);

  return {
    subscribe(type, listener) {
      const set = listeners.get(type) ?? new Set();
      listeners.set(type, set.add(listener));
      return () => set.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    close() {
      document.removeEventListener('visibilitychange', onLooked);
      window.removeEventListener('focus', onLooked);
      clearTimeout(hiddenTimer);
      disconnect();
    },
  };
}

function parseEvent(message: MessageEvent<string>): LiveEvent | null {
  try {
    const data: unknown = JSON.parse(message.data);
    if (typeof data !== 'object' || data === null) return null;
    const type = 'type' in data ? data.type : message.type;
    return isLiveEventType(type) ? { ...data, type } : null;
  } catch {
    return null;
  }
}

function isLiveEventType(type: unknown): type is LiveEventType {
  return LIVE_EVENT_TYPES.some((known) => known === type);
}
